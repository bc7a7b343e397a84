#include <cstdio>
#include "object/operations.h"
#include "object/int.h"
#include "vm/services.h"
namespace tauraro {
[[gnu::weak]] Result<Value> escape_non_ascii(Vm&, Str* s) { return Value::from_cell(s); }
static Result<Value> print(Vm& vm, const Args& args) {
  for (unsigned i = 0; i < args.rest_count; ++i) { std::string t = text_of(vm, TRY(to_str(vm, args.rest[i]))); std::printf("%s%s", i ? " " : "", t.c_str()); }
  std::printf("\n"); std::fflush(stdout);
  return Value::none();
}
static Result<Value> len(Vm& vm, const Args& args) { return new_int(vm, TRY(length(vm, args[0]))); }
static constexpr NativeMethod kF[] = {{"print", print, "(*args)"}, {"len", len, "(obj, /)"}};
static Result<void> init(Vm& vm, Module* m) {
  vm.builtins = m->dict;
  for (Type* t : vm.types) TRY(dict_set_str(vm, m->dict, t->name.as<Str>(), Value::from_cell(t)));
  return {};
}
static const NativeModuleSpec kB{"builtins", kF, init};
const NativeModuleSpec& scratch_builtins() { return kB; }
}
