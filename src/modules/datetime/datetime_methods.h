#pragma once
#include "modules/datetime/values.h"

namespace tauraro::datetime {

// Methods of datetime, for its table: those that make one (datetime_making.cpp) and those that change its zone (datetime_zone.cpp).
Result<Value> datetime_new(Vm& vm, const Args& args);
Result<Value> datetime_now(Vm& vm, const Args& args);
Result<Value> datetime_utcnow(Vm& vm, const Args& args);
Result<Value> datetime_fromtimestamp(Vm& vm, const Args& args);
Result<Value> datetime_utcfromtimestamp(Vm& vm, const Args& args);
Result<Value> datetime_strptime(Vm& vm, const Args& args);
Result<Value> datetime_combine(Vm& vm, const Args& args);
Result<Value> datetime_fromisoformat(Vm& vm, const Args& args);
Result<Value> datetime_replace(Vm& vm, const Args& args);
Result<Value> datetime_astimezone(Vm& vm, const Args& args);
Result<Value> datetime_timestamp(Vm& vm, const Args& args);
Result<Value> datetime_timetuple(Vm& vm, const Args& args);
Result<Value> datetime_utctimetuple(Vm& vm, const Args& args);

}  // namespace tauraro::datetime
