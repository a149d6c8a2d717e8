/** Several implementations side by side: the list that names them, and the table of what became of them. */
export { countOf, type MatrixEntry, type MatrixTable, matrixTables, statusOf } from './matrix.js';
export { type Implementation, MatrixFileError, parseMatrixFile } from './matrix-file.js';
export { type MatrixPageOptions, matrixHtml } from './matrix-html.js';
export { MATRIX_VERSION, matrixJson } from './matrix-json.js';
export { matrixMarkdown } from './matrix-markdown.js';
export { matrixLines } from './matrix-text.js';
