// The scheduler.
#include <sched.h>

#include "modules/posix/posix.h"

namespace tauraro::posix {
namespace {

constexpr StructField kParamFields[] = {{"sched_priority", "the scheduling priority"}};
constexpr StructSequenceSpec kParam("posix.sched_param", kParamFields, 1, "Currently has only one field: sched_priority");

Result<sched_param> param_argument(Vm& vm, Value value) {
  if (vm.type_of(value) != TRY(struct_sequence_type(vm, kParam))) return vm.raise(TypeId::TypeError, "must have a sched_param object");
  sched_param param{};
  param.sched_priority = TRY(int_argument(vm, value.as<Tuple>()->items[0]));
  return param;
}

Result<Value> highest(Vm& vm, const Args& args) { return int_or_errno(vm, ::sched_get_priority_max(TRY(int_argument(vm, args[0])))); }
Result<Value> lowest(Vm& vm, const Args& args) { return int_or_errno(vm, ::sched_get_priority_min(TRY(int_argument(vm, args[0])))); }
Result<Value> get_policy(Vm& vm, const Args& args) { return int_or_errno(vm, ::sched_getscheduler(TRY(int_argument(vm, args[0])))); }
Result<Value> set_policy(Vm& vm, const Args& args) {
  const int pid = TRY(int_argument(vm, args[0])), policy = TRY(int_argument(vm, args[1]));
  const sched_param param = TRY(param_argument(vm, args[2]));
  return none_or_errno(vm, ::sched_setscheduler(pid, policy, &param));
}
Result<Value> get_param(Vm& vm, const Args& args) {
  sched_param param{};
  if (::sched_getparam(TRY(int_argument(vm, args[0])), &param) < 0) return raise_errno(vm);
  const Value priority = Value::from_int(param.sched_priority);
  return new_struct_sequence(vm, kParam, std::span<const Value>(&priority, 1));
}
Result<Value> set_param(Vm& vm, const Args& args) {
  const int pid = TRY(int_argument(vm, args[0]));
  const sched_param param = TRY(param_argument(vm, args[1]));
  return none_or_errno(vm, ::sched_setparam(pid, &param));
}
Result<Value> round_robin(Vm& vm, const Args& args) {
  timespec time{};
  if (::sched_rr_get_interval(TRY(int_argument(vm, args[0])), &time) < 0) return raise_errno(vm);
  return Value::from_double(static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec));
}
Result<Value> yield_processor(Vm& vm, const Args&) {
  Blocking blocking(vm);
  ::sched_yield();
  return Value::none();
}
Result<Value> get_affinity(Vm& vm, const Args& args) {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (::sched_getaffinity(TRY(int_argument(vm, args[0])), sizeof set, &set) < 0) return raise_errno(vm);
  Set* result = TRY(new_set(vm));
  for (int i = 0; i < CPU_SETSIZE; ++i)
    if (CPU_ISSET(i, &set)) TRY(set_add(vm, result, Value::from_int(i)));
  return Value::from_cell(result);
}
Result<Value> set_affinity(Vm& vm, const Args& args) {
  const int pid = TRY(int_argument(vm, args[0]));
  cpu_set_t set;
  CPU_ZERO(&set);
  TRY(for_each(vm, args[1], [&](Value item) -> Result<bool> {
    const int number = TRY(int_argument(vm, item));
    if (number < 0) return vm.raise(TypeId::ValueError, "negative CPU number");
    if (number < CPU_SETSIZE) CPU_SET(static_cast<std::size_t>(number), &set);
    return true;
  }));
  return none_or_errno(vm, ::sched_setaffinity(pid, sizeof set, &set));
}

constexpr NativeMethod kFunctions[] = {
    {"sched_get_priority_max", highest, "(policy)"}, {"sched_get_priority_min", lowest, "(policy)"}, {"sched_getscheduler", get_policy, "(pid, /)"},
    {"sched_setscheduler", set_policy, "(pid, policy, param, /)"}, {"sched_getparam", get_param, "(pid, /)"}, {"sched_setparam", set_param, "(pid, param, /)"},
    {"sched_rr_get_interval", round_robin, "(pid, /)"}, {"sched_yield", yield_processor, "()"}, {"sched_getaffinity", get_affinity, "(pid, /)"},
    {"sched_setaffinity", set_affinity, "(pid, mask, /)"},
};

}  // namespace

Result<void> add_schedule_types(Vm& vm, Module* module) {
  return set_module_value(vm, module, "sched_param", Value::from_cell(TRY(struct_sequence_type(vm, kParam))));
}

FunctionTable schedule_functions() { return kFunctions; }

}  // namespace tauraro::posix
