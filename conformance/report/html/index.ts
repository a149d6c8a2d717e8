/** The report as a page, and what its pages are made with. */
export { HtmlReport, type HtmlReportOptions } from './html-report.js';
