#pragma once
#include "object/runtime.h"

namespace tauraro {

/// What the command does when the program has ended with the pending exception: SystemExit gives its code; anything else goes to
/// sys.excepthook and is 1. Flushes the standard streams. Takes the pending exception.
int report_uncaught(Vm& vm);
/// The same in an interactive session, which goes on: SystemExit is shown as any other.
int report_in_session(Vm& vm);
/// The end of a program: threads are waited for, exit callbacks and finalizers run, streams are flushed; false when standard
/// output could not be.
bool shut_down(Vm& vm);
/// Flushes sys.stdout and sys.stderr; false when that fails.
bool flush_standard_streams(Vm& vm);
/// sys.unraisablehook with the pending exception, which it takes. `message`: "Exception ignored in", `object`: None or what was at work.
void report_unraisable(Vm& vm, std::string_view message, Value object);
/// Writes text to sys.stderr, or to the descriptor when there is none.
bool write_stderr(Vm& vm, std::string_view text);

// The parts of the module (table in sys_module.cpp).
Result<void> add_sys_information(Vm& vm, Dict* dict);
Result<void> add_sys_paths(Vm& vm, Dict* dict);

#define SYS_FUNCTIONS(F)                                                                                                        \
  F(displayhook) F(excepthook) F(unraisablehook) F(breakpointhook) F(exc_info) F(exception) F(exit) F(getframe)                    \
  F(current_frames) F(current_exceptions) F(settrace) F(gettrace) F(setprofile) F(getprofile) F(call_tracing)                     \
  F(set_asyncgen_hooks) F(get_asyncgen_hooks) F(set_origin_depth) F(get_origin_depth) F(getrecursionlimit) F(setrecursionlimit)    \
  F(getsizeof) F(getrefcount) F(intern) F(getdefaultencoding) F(getfilesystemencoding) F(getfilesystemencodeerrors)                \
  F(getswitchinterval) F(setswitchinterval) F(get_int_max_str_digits) F(set_int_max_str_digits) F(is_finalizing) F(audit)           \
  F(addaudithook) F(getallocatedblocks) F(clear_type_cache) F(getdlopenflags) F(setdlopenflags) F(nothing)
#define DECLARE(name) Result<Value> sys_##name(Vm& vm, const Args& args);
SYS_FUNCTIONS(DECLARE)
#undef DECLARE
#undef SYS_FUNCTIONS

}  // namespace tauraro
