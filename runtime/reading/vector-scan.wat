;; How far a text holds nothing but characters of one class, looked at in vectors of 16 bytes. `npm run assemble` makes
;; vector-scan-code.ts of it; vector-run.ts calls it.
;;
;; The text lies in memory as UTF-16 units. A class is a table of 32 bytes for the units up to U+00FF but NUL: the byte b is in
;; the class where low[b & 15] & high[b >> 4] is not 0, with `low` the first 16 bytes of the table and `high` the others. Of the
;; units past U+00FE it has all, surrogates in pairs, or none.
;;
;; Narrowing units to bytes makes 255 of those from U+00FF to U+7FFF, which are in the class if U+00FF is, and 0 of those
;; beyond, which the table has not.
;;
;; Most texts are all of one kind, so each kind has a loop: units of the narrow range of the class (ASCII, mostly), units up to
;; U+7FFF, any units. What one loop does not take is left to the next, and none goes back.
(module
  (memory (export "memory") 1 1)

  ;; $at, $end: where the text begins and ends, 64 bytes of it or more. $table: where the class is. $wide: whether it has the
  ;; units past U+00FE. $add: what moves the last byte of the narrow range to 127; $first: where its first one is then.
  ;; Returns a place up to which all units are in the class; it may well go on behind it.
  (func (export "scan")
    (param $at i32) (param $end i32) (param $table i32) (param $wide i32) (param $add i32) (param $first i32) (result i32)
    (local $adds v128) (local $firsts v128) (local $low v128) (local $high v128) (local $in v128)
    (local $one v128) (local $two v128) (local $front v128) (local $back v128) (local $heads v128)
    (local $last i32) (local $start i32) (local $pairs i32) (local $wrong i32)

    ;; The narrow range, 32 units a turn: what is moved to less than its first one is outside, as signed bytes.
    (local.set $adds (i8x16.splat (local.get $add)))
    (local.set $firsts (i8x16.splat (local.get $first)))
    (local.set $last (i32.sub (local.get $end) (i32.const 64)))
    (block $isOutside
      (loop $next
        (br_if $isOutside (i8x16.bitmask (v128.or
          (i8x16.lt_s
            (i8x16.add (local.get $adds) (i8x16.narrow_i16x8_u
              (v128.load (local.get $at)) (v128.load offset=16 (local.get $at))))
            (local.get $firsts))
          (i8x16.lt_s
            (i8x16.add (local.get $adds) (i8x16.narrow_i16x8_u
              (v128.load offset=32 (local.get $at)) (v128.load offset=48 (local.get $at))))
            (local.get $firsts)))))
        (br_if $next (i32.le_s (local.tee $at (i32.add (local.get $at) (i32.const 64))) (local.get $last)))))
    (if (i32.eq (local.get $at) (local.get $end)) (then (return (local.get $end))))

    ;; Up to U+7FFF, 32 units a turn. The last turn takes the last 32 of the text, some of them again.
    (if (i32.gt_s (local.get $at) (local.get $last)) (then (local.set $at (local.get $last))))
    (local.set $low (v128.load (local.get $table)))
    (local.set $high (v128.load offset=16 (local.get $table)))
    (block $isOutside
      (loop $next
        (local.set $front (i8x16.narrow_i16x8_u
          (v128.load (local.get $at)) (v128.load offset=16 (local.get $at))))
        (local.set $back (i8x16.narrow_i16x8_u
          (v128.load offset=32 (local.get $at)) (v128.load offset=48 (local.get $at))))
        (br_if $isOutside (i8x16.bitmask (i8x16.eq (v128.const i64x2 0 0) (i8x16.min_u
          (v128.and
            (i8x16.swizzle (local.get $low)
              (v128.and (local.get $front) (v128.const i64x2 0x0f0f0f0f0f0f0f0f 0x0f0f0f0f0f0f0f0f)))
            (i8x16.swizzle (local.get $high)
              (v128.and (i16x8.shr_u (local.get $front) (i32.const 4))
                (v128.const i64x2 0x0f0f0f0f0f0f0f0f 0x0f0f0f0f0f0f0f0f))))
          (v128.and
            (i8x16.swizzle (local.get $low)
              (v128.and (local.get $back) (v128.const i64x2 0x0f0f0f0f0f0f0f0f 0x0f0f0f0f0f0f0f0f)))
            (i8x16.swizzle (local.get $high)
              (v128.and (i16x8.shr_u (local.get $back) (i32.const 4))
                (v128.const i64x2 0x0f0f0f0f0f0f0f0f 0x0f0f0f0f0f0f0f0f))))))))
        (if (i32.eq (local.get $at) (local.get $last)) (then (return (local.get $end))))
        (local.set $at (select
          (local.get $last)
          (i32.add (local.get $at) (i32.const 64))
          (i32.gt_s (i32.add (local.get $at) (i32.const 64)) (local.get $last))))
        (br $next)))
    (if (i32.eqz (local.get $wide)) (then (return (local.get $at))))

    ;; Any units, 16 a turn, the last ones like before; what is wrong is known in the end.
    (local.set $start (local.get $at))
    (local.set $last (i32.sub (local.get $end) (i32.const 32)))
    (local.set $in (v128.const i64x2 -1 -1))
    (loop $next
      (local.set $front (i8x16.narrow_i16x8_u
        (local.tee $one (v128.load (local.get $at))) (local.tee $two (v128.load offset=16 (local.get $at)))))
      ;; The first six bits of a unit: 0x36 in first halves of pairs, 0x37 in second ones, and 0 in none past U+03FF.
      (local.set $heads (i8x16.narrow_i16x8_u
        (i16x8.shr_u (local.get $one) (i32.const 10)) (i16x8.shr_u (local.get $two) (i32.const 10))))
      (local.set $in (i8x16.min_u (local.get $in) (v128.or (local.get $heads) (v128.and
        (i8x16.swizzle (local.get $low)
          (v128.and (local.get $front) (v128.const i64x2 0x0f0f0f0f0f0f0f0f 0x0f0f0f0f0f0f0f0f)))
        (i8x16.swizzle (local.get $high)
          (v128.and (i16x8.shr_u (local.get $front) (i32.const 4))
            (v128.const i64x2 0x0f0f0f0f0f0f0f0f 0x0f0f0f0f0f0f0f0f)))))))
      ;; Bit n: unit n is a second half, or follows a first one, and not both; bit 16 is for the next turn.
      (local.set $pairs (i32.xor
        (i32.or
          (i32.shr_u (local.get $pairs) (i32.const 16))
          (i32.shl
            (i8x16.bitmask (i8x16.eq (local.get $heads) (v128.const i64x2 0x3636363636363636 0x3636363636363636)))
            (i32.const 1)))
        (i8x16.bitmask (i8x16.eq (local.get $heads) (v128.const i64x2 0x3737373737373737 0x3737373737373737)))))
      (local.set $wrong (i32.or (local.get $wrong) (i32.and (local.get $pairs) (i32.const 0xffff))))
      (if (i32.ne (local.get $at) (local.get $last)) (then
        (local.set $at (i32.add (local.get $at) (i32.const 32)))
        (br_if $next (i32.le_s (local.get $at) (local.get $last)))
        (local.set $at (local.get $last))
        (local.set $pairs (i32.shl
          (i32.eq (i32.const 0xd800)
            (i32.and (i32.const 0xfc00) (i32.load16_u (i32.sub (local.get $last) (i32.const 2)))))
          (i32.const 16)))
        (br $next))))
    (select (local.get $end) (local.get $start)
      (i32.and
        (i8x16.all_true (local.get $in))
        (i32.eqz (i32.or (local.get $wrong) (i32.shr_u (local.get $pairs) (i32.const 16))))))))
