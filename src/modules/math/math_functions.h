#pragma once
#include <span>

#include "object/native.h"

namespace tauraro::math {

// Functions of doubles that C has not, or not with CPython's results.

/// sqrt of the sum of squares, with an error below one unit in the last place. Destroys nothing; `largest` is the largest magnitude.
double vector_norm(std::span<const double> magnitudes, double largest, bool found_nan);
/// The gamma function; sets errno to EDOM or ERANGE.
double gamma(double x);
/// log(|gamma(x)|); sets errno.
double log_gamma(double x);

// integer_functions.cpp
Result<Value> factorial(Vm& vm, const Args& args);
Result<Value> comb(Vm& vm, const Args& args);
Result<Value> perm(Vm& vm, const Args& args);
Result<Value> gcd(Vm& vm, const Args& args);
Result<Value> lcm(Vm& vm, const Args& args);
Result<Value> isqrt(Vm& vm, const Args& args);
// sums.cpp
Result<Value> fsum(Vm& vm, const Args& args);
Result<Value> prod(Vm& vm, const Args& args);
Result<Value> dist(Vm& vm, const Args& args);
Result<Value> hypot(Vm& vm, const Args& args);

}  // namespace tauraro::math
