#pragma once
#include <string>

#include "object/int.h"

namespace tauraro {

/// A complex number outside the heap.
struct ComplexNumber {
  double real = 0, imaginary = 0;
};

/// sqrt(x*x + y*y) as C's hypot, without its errors.
double complex_absolute(ComplexNumber number);
/// left / right with CPython's scaling; false for division by zero.
bool complex_divide(ComplexNumber left, ComplexNumber right, ComplexNumber* quotient);
ComplexNumber complex_multiply(ComplexNumber left, ComplexNumber right);
/// base ** exponent; ZeroDivisionError, OverflowError as complex.__pow__.
Result<Value> complex_pow(Vm& vm, ComplexNumber base, ComplexNumber exponent);
std::uint64_t complex_hash(Vm& vm, ComplexNumber number);
std::string complex_repr(ComplexNumber number);
/// complex(text); ValueError when it is none.
Result<Value> complex_from_str(Vm& vm, Value text);
/// OverflowError(34, 'Numerical result out of range')
Raised raise_range_error(Vm& vm);
/// divmod of floats. \pre right != 0
void double_divmod(double left, double right, double* quotient, double* remainder);

inline ComplexNumber complex_of(const Complex* cell) { return {cell->real, cell->imaginary}; }

}  // namespace tauraro
