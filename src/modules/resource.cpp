// The module resource: limits and use of the process.
#include <sys/resource.h>
#include <unistd.h>

#include "builtins/support.h"
#include "modules/posix/posix.h"

namespace tauraro {
namespace {

Result<Value> limit_value(Vm& vm, rlim_t limit) { return limit == RLIM_INFINITY ? Result<Value>(Value::from_int(-1)) : new_int_unsigned(vm, limit); }
Result<Value> limits_value(Vm& vm, const rlimit& limits) { return tuple_value(vm, {TRY(limit_value(vm, limits.rlim_cur)), TRY(limit_value(vm, limits.rlim_max))}); }

Result<rlim_t> limit_of(Vm& vm, Value value) {
  const Value number = TRY(index_of(vm, value));
  if (number == Value::from_int(-1)) return static_cast<rlim_t>(RLIM_INFINITY);
  std::int64_t wide;
  if (int_to_int64(number, &wide)) return static_cast<rlim_t>(wide);
  if (int_compare(number, TRY(new_int_unsigned(vm, UINT64_MAX))) > 0 || int_compare(number, Value::from_int(0)) < 0)
    return vm.raise(TypeId::OverflowError, "Python int too large to convert to C long");
  return static_cast<rlim_t>(RLIM_INFINITY);
}

Result<rlimit> limits_of(Vm& vm, Value value) {
  const Tuple* pair = TRY(tuple_from(vm, value));
  if (pair->length != 2) return vm.raise(TypeId::ValueError, "expected a tuple of 2 integers");
  rlimit limits;
  limits.rlim_cur = TRY(limit_of(vm, pair->items[0]));
  limits.rlim_max = TRY(limit_of(vm, pair->items[1]));
  return limits;
}

Result<__rlimit_resource> resource_of(Vm& vm, Value value) {
  const int number = TRY(clinic_c_int(vm, value));
  if (number < 0 || number >= static_cast<int>(RLIM_NLIMITS)) return vm.raise(TypeId::ValueError, "invalid resource specified");
  return static_cast<__rlimit_resource>(number);
}

Raised raise_limit_error(Vm& vm) {
  if (errno == EINVAL) return vm.raise(TypeId::ValueError, "current limit exceeds maximum limit");
  if (errno == EPERM) return vm.raise(TypeId::ValueError, "not allowed to raise maximum limit");
  return vm.raise_os_error(errno);
}

Result<Value> get_limits(Vm& vm, const Args& args) {
  rlimit limits;
  if (::getrlimit(TRY(resource_of(vm, args[0])), &limits) < 0) return vm.raise_os_error(errno);
  return limits_value(vm, limits);
}

Result<Value> set_limits(Vm& vm, const Args& args) {
  const __rlimit_resource resource = TRY(resource_of(vm, args[0]));
  const rlimit limits = TRY(limits_of(vm, args[1]));
  if (::setrlimit(resource, &limits) < 0) return raise_limit_error(vm);
  return Value::none();
}

Result<Value> process_limits(Vm& vm, const Args& args) {
  const int pid = TRY(clinic_c_int(vm, args[0]));
  const __rlimit_resource resource = TRY(resource_of(vm, args[1]));
  rlimit wanted{}, before{};
  if (!args[2].is_none()) wanted = TRY(limits_of(vm, args[2]));
  if (::prlimit(pid, resource, args[2].is_none() ? nullptr : &wanted, &before) < 0) {
    if (errno == EINVAL) return vm.raise(TypeId::ValueError, "current limit exceeds maximum limit");
    return vm.raise_os_error(errno);
  }
  return limits_value(vm, before);
}

Result<Value> get_usage(Vm& vm, const Args& args) {
  rusage usage;
  if (::getrusage(static_cast<__rusage_who>(TRY(clinic_c_int(vm, args[0]))), &usage) < 0) {
    if (errno == EINVAL) return vm.raise(TypeId::ValueError, "invalid who parameter");
    return vm.raise_os_error(errno);
  }
  return posix::rusage_value(vm, usage);
}

Result<Value> page_size(Vm&, const Args&) { return Value::from_int(::getpagesize()); }

constexpr NativeMethod kFunctions[] = {
    {"getrusage", get_usage, "(who, /)"}, {"getrlimit", get_limits, "(resource, /)"}, {"prlimit", process_limits, "(pid, resource, limits=None, /)"},
    {"setrlimit", set_limits, "(resource, limits, /)"}, {"getpagesize", page_size, "()"},
};

struct Constant {
  const char* name;
  std::int64_t number;
};
#define NUMBER(name) {#name, name}
constexpr Constant kConstants[] = {
    NUMBER(RLIMIT_CPU), NUMBER(RLIMIT_FSIZE), NUMBER(RLIMIT_DATA), NUMBER(RLIMIT_STACK), NUMBER(RLIMIT_CORE), NUMBER(RLIMIT_NOFILE), NUMBER(RLIMIT_OFILE),
    NUMBER(RLIMIT_AS), NUMBER(RLIMIT_RSS), NUMBER(RLIMIT_NPROC), NUMBER(RLIMIT_MEMLOCK), NUMBER(RLIMIT_MSGQUEUE), NUMBER(RLIMIT_NICE), NUMBER(RLIMIT_RTPRIO),
    NUMBER(RLIMIT_RTTIME), NUMBER(RLIMIT_SIGPENDING), NUMBER(RUSAGE_SELF), NUMBER(RUSAGE_CHILDREN), NUMBER(RUSAGE_THREAD), {"RLIM_INFINITY", -1},
};
#undef NUMBER

Result<void> initialize(Vm& vm, Module* module) {
  for (const Constant& row : kConstants) TRY(set_module_int(vm, module, row.name, row.number));
  TRY(set_module_value(vm, module, "error", type_value(vm, TypeId::OSError)));
  return set_module_value(vm, module, "struct_rusage", TRY(posix::rusage_type(vm)));
}

constexpr NativeModuleSpec kSpec{"resource", kFunctions, initialize};

}  // namespace

const NativeModuleSpec& resource_module() { return kSpec; }

}  // namespace tauraro
