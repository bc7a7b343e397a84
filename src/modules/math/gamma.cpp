// The gamma function by Lanczos' approximation (13 terms, g = 6.0246...), and the norm of a vector.
#include <cerrno>
#include <cmath>
#include <iterator>

#include "modules/math/math_functions.h"

namespace tauraro::math {

namespace {

constexpr double kPi = 3.141592653589793238462643383279502884197;
constexpr double kLogPi = 1.144729885849400174143427351353058711647;
constexpr double kLanczosG = 6.024680040776729583740234375;
constexpr double kLanczosGMinusHalf = 5.524680040776729583740234375;

constexpr double kNumerator[] = {23531376880.410759688572007674451636754734846804940,
                                 42919803642.649098768957899047001988850926355848959,
                                 35711959237.355668049440185451547166705960488635843,
                                 17921034426.037209699919755754458931112671403265390,
                                 6039542586.3520280050642916443072979210699388420708,
                                 1439720407.3117216736632230727949123939715485786372,
                                 248874557.86205415651146038641322942321632125127801,
                                 31426415.585400194380614231628318205362874684987640,
                                 2876370.6289353724412254090516208496135991145378768,
                                 186056.26539522349504029498971604569928220784236328,
                                 8071.6720023658162106380029022722506138218516325024,
                                 210.82427775157934587250973392071336271166969580291,
                                 2.5066282746310002701649081771338373386264310793408};
constexpr double kDenominator[] = {0.0,     39916800.0, 120543840.0, 150917976.0, 105258076.0, 45995730.0, 13339535.0,
                                   2637558.0, 357423.0,   32670.0,     1925.0,      66.0,        1.0};
constexpr int kTerms = static_cast<int>(std::size(kNumerator));

constexpr double kSmallFactorials[] = {1.0, 1.0, 2.0, 6.0, 24.0, 120.0, 720.0, 5040.0, 40320.0, 362880.0, 3628800.0, 39916800.0, 479001600.0,
                                       6227020800.0, 87178291200.0, 1307674368000.0, 20922789888000.0, 355687428096000.0, 6402373705728000.0,
                                       121645100408832000.0, 2432902008176640000.0, 51090942171709440000.0, 1124000727777607680000.0};

/// The rational function of the approximation; evaluated from the end that keeps the powers small.
double lanczos_sum(double x) {
  double numerator = 0, denominator = 0;
  if (x < 5.0) {
    for (int i = kTerms; --i >= 0;) {
      numerator = numerator * x + kNumerator[i];
      denominator = denominator * x + kDenominator[i];
    }
  } else {
    for (int i = 0; i < kTerms; ++i) {
      numerator = numerator / x + kNumerator[i];
      denominator = denominator / x + kDenominator[i];
    }
  }
  return numerator / denominator;
}

/// sin(pi * x), exact at halves.
double sin_pi(double x) {
  const double y = std::fmod(std::fabs(x), 2.0);
  double result = 0;
  switch (static_cast<int>(std::round(2.0 * y))) {
    case 0: result = std::sin(kPi * y); break;
    case 1: result = std::cos(kPi * (y - 0.5)); break;
    case 2: result = std::sin(kPi * (1.0 - y)); break;
    case 3: result = -std::cos(kPi * (y - 1.5)); break;
    default: result = std::sin(kPi * (y - 2.0)); break;
  }
  return std::copysign(1.0, x) * result;
}

/// gamma at moderate sizes, where the power has to be taken in two halves above 140.
double gamma_by_lanczos(double x, double magnitude) {
  const double y = magnitude + kLanczosGMinusHalf;
  double z;  // the rounding error of y
  if (magnitude > kLanczosGMinusHalf) {
    const double q = y - magnitude;
    z = q - kLanczosGMinusHalf;
  } else {
    const double q = y - kLanczosGMinusHalf;
    z = q - magnitude;
  }
  z = z * kLanczosG / y;
  double result;
  const bool whole = magnitude < 140.0;
  const double power = whole ? std::pow(y, magnitude - 0.5) : std::pow(y, magnitude / 2.0 - 0.25);
  if (x < 0.0) {
    result = -kPi / sin_pi(magnitude) / magnitude * std::exp(y) / lanczos_sum(magnitude);
    result -= z * result;
    result /= power;
    if (!whole) result /= power;
  } else {
    result = lanczos_sum(magnitude) / std::exp(y);
    result += z * result;
    result *= power;
    if (!whole) result *= power;
  }
  return result;
}

}  // namespace

double gamma(double x) {
  if (!std::isfinite(x)) {
    if (std::isnan(x) || x > 0.0) return x;
    errno = EDOM;
    return NAN;
  }
  if (x == 0.0) {
    errno = EDOM;
    return std::copysign(HUGE_VAL, x);
  }
  if (x == std::floor(x)) {
    if (x < 0.0) {
      errno = EDOM;
      return NAN;
    }
    if (x <= static_cast<double>(std::size(kSmallFactorials))) return kSmallFactorials[static_cast<int>(x) - 1];
  }
  const double magnitude = std::fabs(x);
  if (magnitude < 1e-20) {
    const double result = 1.0 / x;
    if (std::isinf(result)) errno = ERANGE;
    return result;
  }
  if (magnitude > 200.0) {
    if (x < 0.0) return 0.0 / sin_pi(x);
    errno = ERANGE;
    return HUGE_VAL;
  }
  const double result = gamma_by_lanczos(x, magnitude);
  if (std::isinf(result)) errno = ERANGE;
  return result;
}

double log_gamma(double x) {
  if (!std::isfinite(x)) return std::isnan(x) ? x : HUGE_VAL;
  if (x == std::floor(x) && x <= 2.0) {
    if (x > 0.0) return 0.0;
    errno = EDOM;
    return HUGE_VAL;
  }
  const double magnitude = std::fabs(x);
  if (magnitude < 1e-20) return -std::log(magnitude);
  double result = std::log(lanczos_sum(magnitude)) - kLanczosG;
  result += (magnitude - 0.5) * (std::log(magnitude + kLanczosG - 0.5) - 1);
  if (x < 0.0) result = kLogPi - std::log(std::fabs(sin_pi(magnitude))) - std::log(magnitude) - result;
  if (std::isinf(result)) errno = ERANGE;
  return result;
}

namespace {

/// A sum that starts at 1 and keeps what rounding loses in three buckets: of high squares, cross terms and low squares.
struct LosslessSum {
  static constexpr double kSplitter = 134217729.0;  // 2^27 + 1
  double total = 1.0, high = 0.0, cross = 0.0, low = 0.0;

  void add(double term, double* bucket) {
    const double before = total;
    total += term;
    *bucket += (before - total) + term;
  }
  static void split(double x, double* head, double* tail) {
    const double t = x * kSplitter;
    *head = t - (t - x);
    *tail = x - *head;
  }
  double excess() const { return total - 1.0 + (high + cross + low); }
};

}  // namespace

double vector_norm(std::span<const double> magnitudes, double largest, bool found_nan) {
  if (std::isinf(largest)) return largest;
  if (found_nan) return NAN;
  if (largest == 0.0 || magnitudes.size() <= 1) return largest;
  int exponent;
  std::frexp(largest, &exponent);
  LosslessSum sum;
  if (exponent < -1023) {  // the scale factor would overflow
    for (double x : magnitudes) {
      x /= largest;
      sum.add(x * x, &sum.high);
    }
    return largest * std::sqrt(sum.total - 1.0 + sum.high);
  }
  const double scale = std::ldexp(1.0, -exponent);
  double head, tail;
  for (const double magnitude : magnitudes) {
    LosslessSum::split(magnitude * scale, &head, &tail);
    sum.add(head * head, &sum.high);
    sum.add(2.0 * head * tail, &sum.cross);
    sum.low += tail * tail;
  }
  const double root = std::sqrt(sum.excess());
  LosslessSum::split(root, &head, &tail);  // one step of Newton's method with the exact residue
  sum.add(-head * head, &sum.high);
  sum.add(-2.0 * head * tail, &sum.cross);
  sum.add(-tail * tail, &sum.low);
  return (root + sum.excess() / (2.0 * root)) / scale;
}

}  // namespace tauraro::math
