// Elementary functions of complex numbers, after Kahan's "Branch cuts for complex elementary functions", scaled against overflow.
#include "modules/cmath/functions.h"

#include <cerrno>
#include <cfloat>
#include <cmath>

#include "modules/cmath/special_values.h"

namespace tauraro::cmath {

namespace {

constexpr double kE = 2.718281828459045235360287471352662497757;
constexpr double kLn2 = 0.693147180559945309417232121458176568;
constexpr double kLn10 = 2.302585092994045684017991454684364208;
constexpr double kLarge = DBL_MAX / 4;
const double kSqrtLarge = std::sqrt(kLarge);
const double kLogLarge = std::log(kLarge);
const double kSqrtSmallest = std::sqrt(DBL_MIN);
constexpr int kScaleUp = 53;
constexpr int kScaleDown = -27;

SpecialClass class_of(double x) {
  if (std::isnan(x)) return kNotANumber;
  if (std::isinf(x)) return x > 0 ? kPlusInf : kMinusInf;
  if (x == 0) return std::signbit(x) ? kMinusZero : kPlusZero;
  return x > 0 ? kPlus : kMinus;
}
ComplexNumber look_up(const SpecialTable& table, double first, double second) { return table.rows[class_of(first)].entries[class_of(second)]; }

bool is_finite(ComplexNumber z) { return std::isfinite(z.real) && std::isfinite(z.imaginary); }
bool is_large(ComplexNumber z) { return std::fabs(z.real) > kLarge || std::fabs(z.imaginary) > kLarge; }
/// log of |z| for z so large that |z| may overflow.
double log_of_large(ComplexNumber z) { return std::log(std::hypot(z.real / 2., z.imaginary / 2.)) + kLn2 * 2.; }

ComplexNumber times_i(ComplexNumber z) { return {-z.imaginary, z.real}; }
ComplexNumber divided_by_i(ComplexNumber z) { return {z.imaginary, -z.real}; }

ComplexNumber with_range_error(ComplexNumber z) {
  errno = std::isinf(z.real) || std::isinf(z.imaginary) ? ERANGE : 0;
  return z;
}

/// An infinite real part and a finite imaginary part that is not zero: the angle decides the signs.
bool is_infinite_ray(ComplexNumber z) { return std::isinf(z.real) && std::isfinite(z.imaginary) && z.imaginary != 0.; }
ComplexNumber ray(double size, double angle) { return {std::copysign(size, std::cos(angle)), std::copysign(size, std::sin(angle))}; }

}  // namespace

ComplexNumber acos(ComplexNumber z) {
  errno = 0;
  if (!is_finite(z)) return look_up(kAcos, z.real, z.imaginary);
  ComplexNumber result;
  if (is_large(z)) {
    result.real = std::atan2(std::fabs(z.imaginary), z.real);
    const double size = log_of_large(z);
    result.imaginary = z.real < 0. ? -std::copysign(size, z.imaginary) : std::copysign(size, -z.imaginary);
  } else {
    const ComplexNumber a = sqrt({1. - z.real, -z.imaginary}), b = sqrt({1. + z.real, z.imaginary});
    result = {2. * std::atan2(a.real, b.real), std::asinh(b.real * a.imaginary - b.imaginary * a.real)};
  }
  errno = 0;
  return result;
}

ComplexNumber acosh(ComplexNumber z) {
  errno = 0;
  if (!is_finite(z)) return look_up(kAcosh, z.real, z.imaginary);
  ComplexNumber result;
  if (is_large(z)) {
    result = {log_of_large(z), std::atan2(z.imaginary, z.real)};
  } else {
    const ComplexNumber a = sqrt({z.real - 1., z.imaginary}), b = sqrt({z.real + 1., z.imaginary});
    result = {std::asinh(a.real * b.real + a.imaginary * b.imaginary), 2. * std::atan2(a.imaginary, b.real)};
  }
  errno = 0;
  return result;
}

ComplexNumber asin(ComplexNumber z) { return divided_by_i(asinh(times_i(z))); }

ComplexNumber asinh(ComplexNumber z) {
  errno = 0;
  if (!is_finite(z)) return look_up(kAsinh, z.real, z.imaginary);
  ComplexNumber result;
  if (is_large(z)) {
    const double size = log_of_large(z);
    result.real = z.imaginary >= 0. ? std::copysign(size, z.real) : -std::copysign(size, -z.real);
    result.imaginary = std::atan2(z.imaginary, std::fabs(z.real));
  } else {
    const ComplexNumber a = sqrt({1. + z.imaginary, -z.real}), b = sqrt({1. - z.imaginary, z.real});
    result = {std::asinh(a.real * b.imaginary - b.real * a.imaginary), std::atan2(z.imaginary, a.real * b.real - a.imaginary * b.imaginary)};
  }
  errno = 0;
  return result;
}

ComplexNumber atan(ComplexNumber z) { return divided_by_i(atanh(times_i(z))); }

ComplexNumber atanh(ComplexNumber z) {
  errno = 0;
  if (!is_finite(z)) return look_up(kAtanh, z.real, z.imaginary);
  if (z.real < 0. || (z.real == 0. && std::signbit(z.real))) {
    const ComplexNumber mirrored = atanh({-z.real, -z.imaginary});
    return {-mirrored.real, -mirrored.imaginary};
  }
  const double ay = std::fabs(z.imaginary);
  if (z.real > kSqrtLarge || ay > kSqrtLarge) {
    const double h = std::hypot(z.real / 2., z.imaginary / 2.);
    errno = 0;
    return {z.real / 4. / h / h, -std::copysign(kPi / 2., -z.imaginary)};
  }
  if (z.real == 1. && ay < kSqrtSmallest) {
    if (ay == 0.) {
      errno = EDOM;
      return {kInf, z.imaginary};
    }
    return {-std::log(std::sqrt(ay) / std::sqrt(std::hypot(ay, 2.))), std::copysign(std::atan2(2., -ay) / 2, z.imaginary)};
  }
  const ComplexNumber result{std::log1p(4. * z.real / ((1 - z.real) * (1 - z.real) + ay * ay)) / 4.,
                             -std::atan2(-2. * z.imaginary, (1 - z.real) * (1 + z.real) - ay * ay) / 2.};
  errno = 0;
  return result;
}

ComplexNumber cos(ComplexNumber z) { return cosh(times_i(z)); }

ComplexNumber cosh(ComplexNumber z) {
  if (!is_finite(z)) {
    ComplexNumber result;
    if (is_infinite_ray(z)) {
      result = ray(kInf, z.imaginary);
      if (z.real < 0) result.imaginary = -result.imaginary;
    } else {
      result = look_up(kCosh, z.real, z.imaginary);
    }
    errno = std::isinf(z.imaginary) && !std::isnan(z.real) ? EDOM : 0;
    return result;
  }
  if (std::fabs(z.real) > kLogLarge) {  // cosh overflows where the product need not
    const double x = z.real - std::copysign(1., z.real);
    return with_range_error({std::cos(z.imaginary) * std::cosh(x) * kE, std::sin(z.imaginary) * std::sinh(x) * kE});
  }
  return with_range_error({std::cos(z.imaginary) * std::cosh(z.real), std::sin(z.imaginary) * std::sinh(z.real)});
}

ComplexNumber exp(ComplexNumber z) {
  if (!is_finite(z)) {
    const ComplexNumber result = is_infinite_ray(z) ? ray(z.real > 0 ? kInf : 0., z.imaginary) : look_up(kExp, z.real, z.imaginary);
    const bool is_wild = std::isfinite(z.real) || (std::isinf(z.real) && z.real > 0);
    errno = std::isinf(z.imaginary) && is_wild ? EDOM : 0;
    return result;
  }
  if (z.real > kLogLarge) {
    const double size = std::exp(z.real - 1.);
    return with_range_error({size * std::cos(z.imaginary) * kE, size * std::sin(z.imaginary) * kE});
  }
  const double size = std::exp(z.real);
  return with_range_error({size * std::cos(z.imaginary), size * std::sin(z.imaginary)});
}

ComplexNumber log(ComplexNumber z) {
  errno = 0;
  if (!is_finite(z)) return look_up(kLog, z.real, z.imaginary);
  const double ax = std::fabs(z.real), ay = std::fabs(z.imaginary);
  ComplexNumber result{0, std::atan2(z.imaginary, z.real)};
  if (ax > kLarge || ay > kLarge) {
    result.real = std::log(std::hypot(ax / 2., ay / 2.)) + kLn2;
  } else if (ax < DBL_MIN && ay < DBL_MIN) {
    if (ax > 0. || ay > 0.) {
      result.real = std::log(std::hypot(std::ldexp(ax, DBL_MANT_DIG), std::ldexp(ay, DBL_MANT_DIG))) - DBL_MANT_DIG * kLn2;
    } else {
      result.real = -kInf;
      errno = EDOM;
      return result;
    }
  } else {
    const double h = std::hypot(ax, ay);
    if (0.71 <= h && h <= 1.73) {  // near 1 the logarithm of the length loses digits
      const double larger = ax > ay ? ax : ay, smaller = ax > ay ? ay : ax;
      result.real = std::log1p((larger - 1) * (larger + 1) + smaller * smaller) / 2.;
    } else {
      result.real = std::log(h);
    }
  }
  errno = 0;
  return result;
}

ComplexNumber log10(ComplexNumber z) {
  const ComplexNumber result = log(z);
  return {result.real / kLn10, result.imaginary / kLn10};
}

ComplexNumber sin(ComplexNumber z) { return divided_by_i(sinh(times_i(z))); }

ComplexNumber sinh(ComplexNumber z) {
  if (!is_finite(z)) {
    ComplexNumber result;
    if (is_infinite_ray(z)) {
      result = ray(kInf, z.imaginary);
      if (z.real < 0) result.real = -result.real;
    } else {
      result = look_up(kSinh, z.real, z.imaginary);
    }
    errno = std::isinf(z.imaginary) && !std::isnan(z.real) ? EDOM : 0;
    return result;
  }
  if (std::fabs(z.real) > kLogLarge) {
    const double x = z.real - std::copysign(1., z.real);
    return with_range_error({std::cos(z.imaginary) * std::sinh(x) * kE, std::sin(z.imaginary) * std::cosh(x) * kE});
  }
  return with_range_error({std::cos(z.imaginary) * std::sinh(z.real), std::sin(z.imaginary) * std::cosh(z.real)});
}

ComplexNumber sqrt(ComplexNumber z) {
  errno = 0;
  if (!is_finite(z)) return look_up(kSqrt, z.real, z.imaginary);
  if (z.real == 0. && z.imaginary == 0.) return {0., z.imaginary};
  double ax = std::fabs(z.real);
  const double ay = std::fabs(z.imaginary);
  double s;
  if (ax < DBL_MIN && ay < DBL_MIN && (ax > 0. || ay > 0.)) {
    ax = std::ldexp(ax, kScaleUp);
    s = std::ldexp(std::sqrt(ax + std::hypot(ax, std::ldexp(ay, kScaleUp))), kScaleDown);
  } else {
    ax /= 8.0;
    s = 2.0 * std::sqrt(ax + std::hypot(ax, ay / 8.0));
  }
  const double d = ay / (2.0 * s);
  errno = 0;
  if (z.real >= 0.) return {s, std::copysign(d, z.imaginary)};
  return {d, std::copysign(s, z.imaginary)};
}

ComplexNumber tan(ComplexNumber z) { return divided_by_i(tanh(times_i(z))); }

ComplexNumber tanh(ComplexNumber z) {
  if (!is_finite(z)) {
    ComplexNumber result;
    if (is_infinite_ray(z))
      result = {z.real > 0 ? 1.0 : -1.0, std::copysign(0., 2. * std::sin(z.imaginary) * std::cos(z.imaginary))};
    else
      result = look_up(kTanh, z.real, z.imaginary);
    errno = std::isinf(z.imaginary) && std::isfinite(z.real) ? EDOM : 0;
    return result;
  }
  if (std::fabs(z.real) > kLogLarge) {
    const double imaginary = 4. * std::sin(z.imaginary) * std::cos(z.imaginary) * std::exp(-2. * std::fabs(z.real));
    errno = 0;
    return {std::copysign(1., z.real), imaginary};
  }
  const double tx = std::tanh(z.real), ty = std::tan(z.imaginary), cx = 1. / std::cosh(z.real);
  const double product = tx * ty;
  const double denominator = 1. + product * product;
  const ComplexNumber result{tx * (1. + ty * ty) / denominator, ((ty / denominator) * cx) * cx};
  errno = 0;
  return result;
}

ComplexNumber rect(double length, double angle) {
  errno = 0;
  if (!std::isfinite(length) || !std::isfinite(angle)) {
    ComplexNumber result;
    if (std::isinf(length) && std::isfinite(angle) && angle != 0.) {
      result = ray(kInf, angle);
      if (length < 0) result = {-result.real, -result.imaginary};
    } else {
      result = look_up(kRect, length, angle);
    }
    errno = length != 0. && !std::isnan(length) && std::isinf(angle) ? EDOM : 0;
    return result;
  }
  if (angle == 0.0) return {length, length * angle};
  return {length * std::cos(angle), length * std::sin(angle)};
}

}  // namespace tauraro::cmath
