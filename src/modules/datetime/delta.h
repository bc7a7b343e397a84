#pragma once
#include "modules/datetime/values.h"

namespace tauraro::datetime {

// The operators of timedelta (delta_arithmetic.cpp), for its method table.
Result<Value> delta_add(Vm& vm, const Args& args);
Result<Value> delta_subtract(Vm& vm, const Args& args);
Result<Value> delta_reflected_subtract(Vm& vm, const Args& args);
Result<Value> delta_multiply(Vm& vm, const Args& args);
Result<Value> delta_true_divide(Vm& vm, const Args& args);
Result<Value> delta_reflected_true_divide(Vm& vm, const Args& args);
Result<Value> delta_floor_divide(Vm& vm, const Args& args);
Result<Value> delta_reflected_floor_divide(Vm& vm, const Args& args);
Result<Value> delta_modulo(Vm& vm, const Args& args);
Result<Value> delta_reflected_modulo(Vm& vm, const Args& args);
Result<Value> delta_divmod(Vm& vm, const Args& args);
Result<Value> delta_reflected_divmod(Vm& vm, const Args& args);
Result<Value> delta_negative(Vm& vm, const Args& args);
Result<Value> delta_positive(Vm& vm, const Args& args);
Result<Value> delta_absolute(Vm& vm, const Args& args);
Result<Value> delta_bool(Vm& vm, const Args& args);

}  // namespace tauraro::datetime
