#pragma once
#include <cmath>

#include "object/complex.h"

namespace tauraro::cmath {

// Results of functions where a part is infinite or a NaN (C99, annex G). Entries for two finite parts are unused.

/// Of a double, as index of the tables.
enum SpecialClass { kMinusInf, kMinus, kMinusZero, kPlusZero, kPlus, kPlusInf, kNotANumber };

struct SpecialRow {
  ComplexNumber entries[7];
};
struct SpecialTable {
  SpecialRow rows[7];
};

inline constexpr double kInf = HUGE_VAL;
inline constexpr double kNan = NAN;
inline constexpr double kPi = 3.141592653589793238462643383279502884197;

/// Rows: classes of the real part, columns: of the imaginary part.
inline constexpr SpecialTable kAcos = {{
    {{{3 * kPi / 4, kInf}, {kPi, kInf}, {kPi, kInf}, {kPi, -kInf}, {kPi, -kInf}, {3 * kPi / 4, -kInf}, {kNan, kInf}}},
    {{{kPi / 2, kInf}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {kPi / 2, -kInf}, {kNan, kNan}}},
    {{{kPi / 2, kInf}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {kPi / 2, -kInf}, {kPi / 2, kNan}}},
    {{{kPi / 2, kInf}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {kPi / 2, -kInf}, {kPi / 2, kNan}}},
    {{{kPi / 2, kInf}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {kPi / 2, -kInf}, {kNan, kNan}}},
    {{{kPi / 4, kInf}, {0.0, kInf}, {0.0, kInf}, {0.0, -kInf}, {0.0, -kInf}, {kPi / 4, -kInf}, {kNan, kInf}}},
    {{{kNan, kInf}, {kNan, kNan}, {kNan, kNan}, {kNan, kNan}, {kNan, kNan}, {kNan, -kInf}, {kNan, kNan}}},
}};
/// Rows: classes of the real part, columns: of the imaginary part.
inline constexpr SpecialTable kAcosh = {{
    {{{kInf, -3 * kPi / 4}, {kInf, -kPi}, {kInf, -kPi}, {kInf, kPi}, {kInf, kPi}, {kInf, 3 * kPi / 4}, {kInf, kNan}}},
    {{{kInf, -kPi / 2}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {kInf, kPi / 2}, {kNan, kNan}}},
    {{{kInf, -kPi / 2}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {kInf, kPi / 2}, {kNan, kNan}}},
    {{{kInf, -kPi / 2}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {kInf, kPi / 2}, {kNan, kNan}}},
    {{{kInf, -kPi / 2}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {kInf, kPi / 2}, {kNan, kNan}}},
    {{{kInf, -kPi / 4}, {kInf, -0.0}, {kInf, -0.0}, {kInf, 0.0}, {kInf, 0.0}, {kInf, kPi / 4}, {kInf, kNan}}},
    {{{kInf, kNan}, {kNan, kNan}, {kNan, kNan}, {kNan, kNan}, {kNan, kNan}, {kInf, kNan}, {kNan, kNan}}},
}};
/// Rows: classes of the real part, columns: of the imaginary part.
inline constexpr SpecialTable kAsinh = {{
    {{{-kInf, -kPi / 4}, {-kInf, -0.0}, {-kInf, -0.0}, {-kInf, 0.0}, {-kInf, 0.0}, {-kInf, kPi / 4}, {-kInf, kNan}}},
    {{{-kInf, -kPi / 2}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {-kInf, kPi / 2}, {kNan, kNan}}},
    {{{-kInf, -kPi / 2}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {-kInf, kPi / 2}, {kNan, kNan}}},
    {{{kInf, -kPi / 2}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {kInf, kPi / 2}, {kNan, kNan}}},
    {{{kInf, -kPi / 2}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {kInf, kPi / 2}, {kNan, kNan}}},
    {{{kInf, -kPi / 4}, {kInf, -0.0}, {kInf, -0.0}, {kInf, 0.0}, {kInf, 0.0}, {kInf, kPi / 4}, {kInf, kNan}}},
    {{{kInf, kNan}, {kNan, kNan}, {kNan, -0.0}, {kNan, 0.0}, {kNan, kNan}, {kInf, kNan}, {kNan, kNan}}},
}};
/// Rows: classes of the real part, columns: of the imaginary part.
inline constexpr SpecialTable kAtanh = {{
    {{{-0.0, -kPi / 2}, {-0.0, -kPi / 2}, {-0.0, -kPi / 2}, {-0.0, kPi / 2}, {-0.0, kPi / 2}, {-0.0, kPi / 2}, {-0.0, kNan}}},
    {{{-0.0, -kPi / 2}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {-0.0, kPi / 2}, {kNan, kNan}}},
    {{{-0.0, -kPi / 2}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {-0.0, kPi / 2}, {-0.0, kNan}}},
    {{{0.0, -kPi / 2}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, kPi / 2}, {0.0, kNan}}},
    {{{0.0, -kPi / 2}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, kPi / 2}, {kNan, kNan}}},
    {{{0.0, -kPi / 2}, {0.0, -kPi / 2}, {0.0, -kPi / 2}, {0.0, kPi / 2}, {0.0, kPi / 2}, {0.0, kPi / 2}, {0.0, kNan}}},
    {{{0.0, -kPi / 2}, {kNan, kNan}, {kNan, kNan}, {kNan, kNan}, {kNan, kNan}, {0.0, kPi / 2}, {kNan, kNan}}},
}};
/// Rows: classes of the real part, columns: of the imaginary part.
inline constexpr SpecialTable kCosh = {{
    {{{kNan, kNan}, {kInf, kInf}, {kInf, 0.0}, {kInf, -0.0}, {kInf, -kInf}, {kNan, kNan}, {kInf, kNan}}},
    {{{kNan, kNan}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {kNan, kNan}, {kNan, kNan}}},
    {{{kNan, kNan}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {kNan, kNan}, {kNan, 0.0}}},
    {{{kNan, kNan}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {kNan, kNan}, {kNan, 0.0}}},
    {{{kNan, kNan}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {kNan, kNan}, {kNan, kNan}}},
    {{{kNan, kNan}, {kInf, -kInf}, {kInf, -0.0}, {kInf, 0.0}, {kInf, kInf}, {kNan, kNan}, {kInf, kNan}}},
    {{{kNan, kNan}, {kNan, kNan}, {kNan, 0.0}, {kNan, 0.0}, {kNan, kNan}, {kNan, kNan}, {kNan, kNan}}},
}};
/// Rows: classes of the real part, columns: of the imaginary part.
inline constexpr SpecialTable kExp = {{
    {{{0.0, 0.0}, {0.0, -0.0}, {0.0, -0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}}},
    {{{kNan, kNan}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {kNan, kNan}, {kNan, kNan}}},
    {{{kNan, kNan}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {kNan, kNan}, {kNan, kNan}}},
    {{{kNan, kNan}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {kNan, kNan}, {kNan, kNan}}},
    {{{kNan, kNan}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {kNan, kNan}, {kNan, kNan}}},
    {{{kNan, kNan}, {kInf, -kInf}, {kInf, -0.0}, {kInf, 0.0}, {kInf, kInf}, {kNan, kNan}, {kInf, kNan}}},
    {{{kNan, kNan}, {kNan, kNan}, {kNan, -0.0}, {kNan, 0.0}, {kNan, kNan}, {kNan, kNan}, {kNan, kNan}}},
}};
/// Rows: classes of the real part, columns: of the imaginary part.
inline constexpr SpecialTable kLog = {{
    {{{kInf, -3 * kPi / 4}, {kInf, -kPi}, {kInf, -kPi}, {kInf, kPi}, {kInf, kPi}, {kInf, 3 * kPi / 4}, {kInf, kNan}}},
    {{{kInf, -kPi / 2}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {kInf, kPi / 2}, {kNan, kNan}}},
    {{{kInf, -kPi / 2}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {kInf, kPi / 2}, {kNan, kNan}}},
    {{{kInf, -kPi / 2}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {kInf, kPi / 2}, {kNan, kNan}}},
    {{{kInf, -kPi / 2}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {kInf, kPi / 2}, {kNan, kNan}}},
    {{{kInf, -kPi / 4}, {kInf, -0.0}, {kInf, -0.0}, {kInf, 0.0}, {kInf, 0.0}, {kInf, kPi / 4}, {kInf, kNan}}},
    {{{kInf, kNan}, {kNan, kNan}, {kNan, kNan}, {kNan, kNan}, {kNan, kNan}, {kInf, kNan}, {kNan, kNan}}},
}};
/// Rows: classes of the real part, columns: of the imaginary part.
inline constexpr SpecialTable kSinh = {{
    {{{kNan, kNan}, {-kInf, -kInf}, {-kInf, -0.0}, {-kInf, 0.0}, {-kInf, kInf}, {kNan, kNan}, {kInf, kNan}}},
    {{{kNan, kNan}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {kNan, kNan}, {kNan, kNan}}},
    {{{kNan, kNan}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {kNan, kNan}, {0.0, kNan}}},
    {{{kNan, kNan}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {kNan, kNan}, {0.0, kNan}}},
    {{{kNan, kNan}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {kNan, kNan}, {kNan, kNan}}},
    {{{kNan, kNan}, {kInf, -kInf}, {kInf, -0.0}, {kInf, 0.0}, {kInf, kInf}, {kNan, kNan}, {kInf, kNan}}},
    {{{kNan, kNan}, {kNan, kNan}, {kNan, -0.0}, {kNan, 0.0}, {kNan, kNan}, {kNan, kNan}, {kNan, kNan}}},
}};
/// Rows: classes of the real part, columns: of the imaginary part.
inline constexpr SpecialTable kSqrt = {{
    {{{kInf, -kInf}, {0.0, -kInf}, {0.0, -kInf}, {0.0, kInf}, {0.0, kInf}, {kInf, kInf}, {kNan, kInf}}},
    {{{kInf, -kInf}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {kInf, kInf}, {kNan, kNan}}},
    {{{kInf, -kInf}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {kInf, kInf}, {kNan, kNan}}},
    {{{kInf, -kInf}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {kInf, kInf}, {kNan, kNan}}},
    {{{kInf, -kInf}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {kInf, kInf}, {kNan, kNan}}},
    {{{kInf, -kInf}, {kInf, -0.0}, {kInf, -0.0}, {kInf, 0.0}, {kInf, 0.0}, {kInf, kInf}, {kInf, kNan}}},
    {{{kInf, -kInf}, {kNan, kNan}, {kNan, kNan}, {kNan, kNan}, {kNan, kNan}, {kInf, kInf}, {kNan, kNan}}},
}};
/// Rows: classes of the real part, columns: of the imaginary part.
inline constexpr SpecialTable kTanh = {{
    {{{-1.0, 0.0}, {-1.0, -0.0}, {-1.0, -0.0}, {-1.0, 0.0}, {-1.0, 0.0}, {-1.0, 0.0}, {-1.0, 0.0}}},
    {{{kNan, kNan}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {kNan, kNan}, {kNan, kNan}}},
    {{{kNan, kNan}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {kNan, kNan}, {kNan, kNan}}},
    {{{kNan, kNan}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {kNan, kNan}, {kNan, kNan}}},
    {{{kNan, kNan}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {kNan, kNan}, {kNan, kNan}}},
    {{{1.0, 0.0}, {1.0, -0.0}, {1.0, -0.0}, {1.0, 0.0}, {1.0, 0.0}, {1.0, 0.0}, {1.0, 0.0}}},
    {{{kNan, kNan}, {kNan, kNan}, {kNan, -0.0}, {kNan, 0.0}, {kNan, kNan}, {kNan, kNan}, {kNan, kNan}}},
}};
/// Rows: classes of the length, columns: of the angle.
inline constexpr SpecialTable kRect = {{
    {{{kNan, kNan}, {-kInf, kInf}, {-kInf, 0.0}, {-kInf, -0.0}, {-kInf, -kInf}, {kNan, kNan}, {kInf, kNan}}},
    {{{kNan, kNan}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {kNan, kNan}, {kNan, kNan}}},
    {{{0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}}},
    {{{0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}}},
    {{{kNan, kNan}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {kNan, kNan}, {kNan, kNan}}},
    {{{kNan, kNan}, {kInf, -kInf}, {kInf, -0.0}, {kInf, 0.0}, {kInf, kInf}, {kNan, kNan}, {kInf, kNan}}},
    {{{kNan, kNan}, {kNan, kNan}, {kNan, 0.0}, {kNan, 0.0}, {kNan, kNan}, {kNan, kNan}, {kNan, kNan}}},
}};

}  // namespace tauraro::cmath
