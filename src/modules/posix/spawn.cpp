// posix_spawn.
#include <signal.h>

#include <spawn.h>

#include "builtins/arguments.h"
#include "modules/posix/posix.h"

namespace tauraro::posix {
namespace {

enum { kOpen, kClose, kDup2 };

struct Actions {
  posix_spawn_file_actions_t actions;
  Actions() { ::posix_spawn_file_actions_init(&actions); }
  ~Actions() { ::posix_spawn_file_actions_destroy(&actions); }
};
struct Attributes {
  posix_spawnattr_t attributes;
  Attributes() { ::posix_spawnattr_init(&attributes); }
  ~Attributes() { ::posix_spawnattr_destroy(&attributes); }
};

Result<void> add_action(Vm& vm, Value action, Actions& out, std::vector<std::string>& names) {
  if (!action.is(kind::Tuple) || action.as<Tuple>()->length == 0) return vm.raise(TypeId::TypeError, "Each file_actions element must be a non-empty tuple");
  const Tuple* parts = action.as<Tuple>();
  const int which = TRY(int_argument(vm, parts->items[0]));
  const std::uint64_t wanted = which == kOpen ? 5 : which == kClose ? 2 : which == kDup2 ? 3 : 0;
  if (!wanted) return vm.raise(TypeId::TypeError, "Unknown file_actions identifier");
  if (parts->length != wanted)
    return vm.raise_error(TypeId::TypeError, "A ", which == kOpen ? "open" : which == kClose ? "close" : "dup2", " file_action tuple must have ", wanted, " elements");
  int error;
  if (which == kOpen) {
    names.push_back(TRY(file_system_path(vm, parts->items[2])));
    error = ::posix_spawn_file_actions_addopen(&out.actions, TRY(int_argument(vm, parts->items[1])), names.back().c_str(), TRY(int_argument(vm, parts->items[3])),
                                               static_cast<mode_t>(TRY(int_argument(vm, parts->items[4]))));
  } else if (which == kClose) {
    error = ::posix_spawn_file_actions_addclose(&out.actions, TRY(int_argument(vm, parts->items[1])));
  } else {
    error = ::posix_spawn_file_actions_adddup2(&out.actions, TRY(int_argument(vm, parts->items[1])), TRY(int_argument(vm, parts->items[2])));
  }
  if (error) return vm.raise_os_error(error);
  return {};
}

Result<void> fill_signals(Vm& vm, Value numbers, sigset_t* set) {
  ::sigemptyset(set);
  return for_each(vm, numbers, [&](Value number) -> Result<bool> {
    const int signal = TRY(int_argument(vm, number));
    if (signal <= 0 || signal > 64) return vm.raise_error(TypeId::ValueError, "signal number ", signal, " out of range");
    ::sigaddset(set, signal);
    return true;
  });
}

/// args: path, argv, env, file_actions, setpgroup, resetids, setsid, setsigmask, setsigdef, scheduler
Result<void> set_attributes(Vm& vm, const Args& args, Attributes& out) {
  short flags = 0;
  if (args.has(4) && !args[4].is_none()) {
    flags |= POSIX_SPAWN_SETPGROUP;
    ::posix_spawnattr_setpgroup(&out.attributes, TRY(int_argument(vm, args[4])));
  }
  if (TRY(truth(vm, args[5]))) flags |= POSIX_SPAWN_RESETIDS;
  if (TRY(truth(vm, args[6]))) flags |= POSIX_SPAWN_SETSID;
  sigset_t set;
  if (args.has(7)) {
    TRY(fill_signals(vm, args[7], &set));
    ::posix_spawnattr_setsigmask(&out.attributes, &set);
    flags |= POSIX_SPAWN_SETSIGMASK;
  }
  if (args.has(8)) {
    TRY(fill_signals(vm, args[8], &set));
    ::posix_spawnattr_setsigdefault(&out.attributes, &set);
    flags |= POSIX_SPAWN_SETSIGDEF;
  }
  ::posix_spawnattr_setflags(&out.attributes, flags);
  return {};
}

template <bool Search>
Result<Value> spawn(Vm& vm, const Args& args) {
  constexpr const char* kName = Search ? "posix_spawnp" : "posix_spawn";
  const PathArgument path = TRY(path_of(vm, args[0], kName));
  TextArray arguments, environment;
  TRY(read_arguments(vm, args[1], kName, arguments));
  if (TRY(find_attr(vm, args[2], "keys")).is_not_found()) return vm.raise_error(TypeId::TypeError, kName, ": environment must be a mapping object");
  TRY(read_environment(vm, args[2], environment));
  Actions actions;
  std::vector<std::string> names;
  names.reserve(64);
  if (args.has(3) && !args[3].is_none())
    TRY(for_each(vm, args[3], [&](Value action) -> Result<bool> {
      TRY(add_action(vm, action, actions, names));
      return true;
    }));
  Attributes attributes;
  TRY(set_attributes(vm, args, attributes));
  pid_t child;
  const auto call = Search ? ::posix_spawnp : ::posix_spawn;
  const int error = call(&child, path.c_str(), &actions.actions, &attributes.attributes, arguments.data(), environment.data());
  if (error) return vm.raise_os_error(error, path.object);
  return Value::from_int(child);
}

constexpr const char* kSignature =
    "(path, argv, env, /, *, file_actions=<unset>, setpgroup=<unset>, resetids=False, setsid=False, setsigmask=<unset>, setsigdef=<unset>, scheduler=<unset>)";
constexpr NativeMethod kFunctions[] = {{"posix_spawn", spawn<false>, kSignature}, {"posix_spawnp", spawn<true>, kSignature}};

}  // namespace

FunctionTable spawn_functions() { return kFunctions; }

}  // namespace tauraro::posix
