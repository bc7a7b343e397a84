// compile, eval, exec and what else looks at the running program.
#include "builtins/arguments.h"
#include "builtins/builtin_functions.h"
#include "builtins/compile_text.h"
#include "builtins/support.h"
#include "bytecode/separate_namespace.h"
#include "object/bytes.h"
#include "vm/services.h"
#include "vm/call.h"
#include "vm/compile_source.h"
#include "vm/frame_object.h"
#include "vm/import.h"
#include "vm/link.h"

namespace tauraro {
namespace {

// CPython's flags of compile().
constexpr std::int64_t kOnlyAst = 0x400;
constexpr std::int64_t kAllowTopLevelAwait = 0x2000;
constexpr std::int64_t kFutureMask = 0x1fe0000;
constexpr std::int64_t kKnownFlags = kFutureMask | 0x10 | 0x100 | 0x200 | kOnlyAst | 0x1000 | kAllowTopLevelAwait | 0x4000;

/// The future features of the running code, which compiled text inherits.
std::uint32_t inherited_flags(Vm& vm) {
  const Frame* frame = vm.thread->frame;
  return frame ? frame->code->flags & CodeUnit::FutureAnnotations : 0;
}

struct SourceText {
  std::string text;
  bool is_utf8 = false;
};

/// The source that compile, eval and exec take: str or anything with bytes.
Result<SourceText> source_text(Vm& vm, Value source, const char* function, const char* what) {
  if (source.is(kind::Str)) return SourceText{text_of(vm, source), true};
  if (!is_bytes_like(vm, source)) return vm.raise_error(TypeId::TypeError, function, "() arg 1 must be a ", what, " object");
  BufferView content;
  TRY(content.open(vm, source));
  return SourceText{std::string(content.view()), false};
}

/// `filename` as os.fsdecode takes it.
Result<Value> filename_value(Vm& vm, Value filename) {
  if (filename.is(kind::Str)) return filename;
  if (!filename.is(kind::Bytes) && vm.type_of(filename)->has(Special::Fspath)) filename = TRY(vm.call_special(filename, Special::Fspath));
  if (filename.is(kind::Str)) return filename;
  if (filename.is(kind::Bytes)) return str_value(vm, filename.as<Bytes>()->view());
  return vm.raise_error(TypeId::TypeError, "expected str, bytes or os.PathLike object, not ", full_type_name(vm, vm.type_of(filename)));
}

Result<CompileMode> mode_of(Vm& vm, Value mode, std::int64_t flags) {
  if (!mode.is(kind::Str)) return vm.raise_error(TypeId::TypeError, "compile() argument 'mode' must be str, not ", full_type_name(vm, vm.type_of(mode)));
  const std::string name = text_of(vm, mode);
  if (name == "exec") return CompileMode::Exec;
  if (name == "eval") return CompileMode::Eval;
  if (name == "single") return CompileMode::Single;
  if (name == "func_type" && !(flags & kOnlyAst)) return vm.raise(TypeId::ValueError, "compile() mode 'func_type' requires flag PyCF_ONLY_AST");
  return vm.raise(TypeId::ValueError, flags & kOnlyAst ? "compile() mode must be 'exec', 'eval', 'single' or 'func_type'" : "compile() mode must be 'exec', 'eval' or 'single'");
}

}  // namespace

Result<Value> builtin_compile(Vm& vm, const Args& args) {
  const Value filename = TRY(filename_value(vm, args[1]));
  const std::int64_t flags = TRY(index_to_int64(vm, args[3]));
  if (flags & ~kKnownFlags) return vm.raise(TypeId::ValueError, "compile(): unrecognised flags");
  const std::int64_t optimize = TRY(index_to_int64(vm, args[5]));
  if (optimize < -1 || optimize > 2) return vm.raise(TypeId::ValueError, "compile(): invalid optimize value");
  CompileOptions options;
  options.mode = TRY(mode_of(vm, args[2], flags));
  options.filename = text_of(vm, filename);
  options.optimize = optimize < 0 ? vm.services->settings.optimize : static_cast<int>(optimize);
  options.future_flags = static_cast<std::uint32_t>(flags) & CodeUnit::FutureAnnotations;
  if (!TRY(truth(vm, args[4]))) options.future_flags |= inherited_flags(vm);
  options.allow_top_level_await = flags & kAllowTopLevelAwait;
  if (flags & kOnlyAst || !(args[0].is(kind::Str) || is_bytes_like(vm, args[0]))) {
    const Value compile_ast = TRY(find_ast_compiler(vm));
    if (!compile_ast.is_not_found()) return vm.call(compile_ast, {args[0], filename, args[2], args[3], Value::from_int(options.optimize)});
  }
  const SourceText source = TRY(source_text(vm, args[0], "compile", "string, bytes or AST"));
  options.text_is_utf8 = source.is_utf8;
  return value_of(TRY(compile_text(vm, source.text, options)));
}

namespace {

/// Makes sure that `__builtins__` is among the globals.
Result<void> add_builtins(Vm& vm, Dict* globals) {
  Str* name = intern(vm, "__builtins__");
  if (!dict_get_str(vm, globals, name).is_not_found()) return {};
  const Frame* frame = vm.thread->frame;
  return dict_set_str(vm, globals, name, frame ? frame->code->builtins : value_of(vm.builtins));
}

struct Namespaces {
  Dict* globals;
  Value locals;
};

bool is_mapping(Vm& vm, Value value) { return value.is(kind::Dict) || (vm.type_of(value)->has(Special::GetItem) && !value.is(kind::List) && !value.is(kind::Tuple) && !value.is(kind::Str)); }

/// What eval and exec run in: given, or those of the caller.
Result<Namespaces> namespaces_of(Vm& vm, Value globals, Value locals) {
  Namespaces result{nullptr, locals};
  if (globals.is_none()) {
    const Frame* frame = vm.thread->frame;
    if (!frame) return vm.raise(TypeId::SystemError, "globals and locals cannot be NULL");
    result.globals = frame->code->globals;
    if (locals.is_none()) result.locals = TRY(current_locals(vm));
  } else {
    result.globals = globals.as<Dict>();
    if (locals.is_none()) result.locals = globals;
  }
  TRY(add_builtins(vm, result.globals));
  return result;
}

Result<Value> run_linked(Vm& vm, Code* code, const Namespaces& spaces, Value closure) {
  LinkedCode* linked = TRY(link_code(vm, code, spaces.globals));
  Function* function = nullptr;
  if (!closure.is_empty() || linked->flags & CodeUnit::Optimized) {
    function = TRY(new_function(vm, linked, code->qualname));
    function->closure = closure;
  }
  return run_code(vm, linked, function, linked->flags & CodeUnit::Optimized ? Value() : spaces.locals);
}

Result<Value> run(Vm& vm, Code* code, const Namespaces& spaces, Value closure) {
  if (!closure.is_empty() || spaces.locals == value_of(spaces.globals)) return run_linked(vm, code, spaces, closure);
  // Compiled without knowing that its locals would not be its globals.
  const CodeUnitPtr unit = with_separate_namespace(*code->unit);
  return run_linked(vm, unit == *code->unit ? code : TRY(new_code(vm, unit)), spaces, closure);
}

Result<Value> run_text(Vm& vm, SourceText source, CompileMode mode, const Namespaces& spaces) {
  CompileOptions options;
  options.optimize = vm.services->settings.optimize;
  options.mode = mode;
  options.future_flags = inherited_flags(vm);
  options.text_is_utf8 = source.is_utf8;
  options.separate_namespace = spaces.locals != value_of(spaces.globals);
  std::string_view text = source.text;
  if (mode == CompileMode::Eval) text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
  Code* code = TRY(compile_text(vm, text, options));
  return run_linked(vm, code, spaces, Value());
}

}  // namespace

Result<Value> builtin_eval(Vm& vm, const Args& args) {
  if (!args[2].is_none() && !is_mapping(vm, args[2])) return vm.raise(TypeId::TypeError, "locals must be a mapping");
  if (!args[1].is_none() && !args[1].is(kind::Dict))
    return vm.raise(TypeId::TypeError, is_mapping(vm, args[1]) ? "globals must be a real dict; try eval(expr, {}, mapping)" : "globals must be a dict");
  const Namespaces spaces = TRY(namespaces_of(vm, args[1], args[2]));
  if (args[0].is(kind::Code)) {
    if (!(*args[0].as<Code>()->unit)->free_names.empty())
      return vm.raise(TypeId::TypeError, "code object passed to eval() may not contain free variables");
    return run(vm, args[0].as<Code>(), spaces, Value());
  }
  return run_text(vm, TRY(source_text(vm, args[0], "eval", "string, bytes or code")), CompileMode::Eval, spaces);
}

namespace {

/// The closure for exec(code): a tuple of cells that fits the code's free variables; empty when it has none.
Result<Value> exec_closure(Vm& vm, Code* code, Value closure) {
  const std::size_t wanted = (*code->unit)->free_names.size();
  if (wanted == 0) {
    if (!closure.is_none()) return vm.raise(TypeId::TypeError, "cannot use a closure with this code object");
    return Value::none();
  }
  bool fits = vm.is_exact(closure, TypeId::Tuple) && closure.as<Tuple>()->length == wanted;
  for (std::size_t i = 0; fits && i < wanted; ++i) fits = closure.as<Tuple>()->items[i].is(kind::Box);
  if (!fits) return vm.raise_error(TypeId::TypeError, "code object requires a closure of exactly length ", wanted);
  return closure;
}

}  // namespace

Result<Value> builtin_exec(Vm& vm, const Args& args) {
  if (!args[1].is_none() && !args[1].is(kind::Dict))
    return vm.raise_error(TypeId::TypeError, "exec() globals must be a dict, not ", full_type_name(vm, vm.type_of(args[1])));
  if (!args[2].is_none() && !is_mapping(vm, args[2]))
    return vm.raise_error(TypeId::TypeError, "locals must be a mapping or None, not ", full_type_name(vm, vm.type_of(args[2])));
  const Namespaces spaces = TRY(namespaces_of(vm, args[1], args[2]));
  if (args[0].is(kind::Code)) {
    const Value closure = TRY(exec_closure(vm, args[0].as<Code>(), args[3]));
    (void)TRY(run(vm, args[0].as<Code>(), spaces, empty_if_none(closure)));
    return Value::none();
  }
  if (!args[3].is_none()) return vm.raise(TypeId::TypeError, "closure can only be used when source is a code object");
  (void)TRY(run_text(vm, TRY(source_text(vm, args[0], "exec", "string, bytes or code")), CompileMode::Exec, spaces));
  return Value::none();
}

Result<Value> builtin_globals(Vm& vm, const Args&) {
  return vm.thread->frame ? value_of(vm.thread->frame->code->globals) : Value::none();
}
Result<Value> builtin_locals(Vm& vm, const Args&) { return current_locals(vm); }

Result<Value> builtin_import(Vm& vm, const Args& args) {
  if (!args[0].is(kind::Str)) return vm.raise(TypeId::TypeError, "module name must be a string");
  return import_name(vm, args[0].as<Str>(), args[1], args[3], TRY(index_to_int64(vm, args[4])));
}

Result<Value> builtin_breakpoint(Vm& vm, const Args& args) {
  const Value hook = vm.sys ? dict_get_str(vm, vm.sys->dict, intern(vm, "breakpointhook")) : Value::not_found();
  if (hook.is_not_found()) return vm.raise(TypeId::RuntimeError, "lost sys.breakpointhook");
  return forward_call(vm, hook, args.rest_span(), args.keywords);
}

}  // namespace tauraro
