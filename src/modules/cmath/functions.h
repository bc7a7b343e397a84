#pragma once
#include "object/complex.h"

namespace tauraro::cmath {

// Elementary functions of complex numbers. They set errno: EDOM, ERANGE or 0.

ComplexNumber acos(ComplexNumber z);
ComplexNumber acosh(ComplexNumber z);
ComplexNumber asin(ComplexNumber z);
ComplexNumber asinh(ComplexNumber z);
ComplexNumber atan(ComplexNumber z);
ComplexNumber atanh(ComplexNumber z);
ComplexNumber cos(ComplexNumber z);
ComplexNumber cosh(ComplexNumber z);
ComplexNumber exp(ComplexNumber z);
ComplexNumber log(ComplexNumber z);
ComplexNumber log10(ComplexNumber z);
ComplexNumber sin(ComplexNumber z);
ComplexNumber sinh(ComplexNumber z);
ComplexNumber sqrt(ComplexNumber z);
ComplexNumber tan(ComplexNumber z);
ComplexNumber tanh(ComplexNumber z);
ComplexNumber rect(double length, double angle);

}  // namespace tauraro::cmath
