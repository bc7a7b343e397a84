// The module _ast.
#include "compile/compile.h"
#include "modules/ast/ast_objects.h"
#include "object/bytes.h"
#include "syntax/parser.h"
#include "vm/compile_source.h"
#include "vm/link.h"

namespace tauraro {
namespace {

constexpr std::int64_t kOnlyAst = 0x400;
constexpr std::int64_t kAllowTopLevelAwait = 0x2000;

Result<Value> parse_to_objects(Vm& vm, Value source, const std::string& filename, const std::string& mode) {
  ParseOptions options;
  options.filename = filename;
  options.mode = mode == "eval" ? ParseMode::Expression : mode == "single" ? ParseMode::Interactive : ParseMode::Module;
  options.text_is_utf8 = source.is(kind::Str);
  std::string text;
  if (source.is(kind::Str)) {
    text = text_of(vm, source);
  } else {
    BufferView content;
    TRY(content.open(vm, source));
    text = content.view();
  }
  if (mode == "eval") text.erase(0, std::min(text.find_first_not_of(" \t"), text.size()));
  const ParseResult parsed = parse(text, options);
  if (!parsed.ok()) return raise_syntax_error(vm, parsed.error);
  return tree_to_objects(vm, *parsed.root);
}

/// compile(tree, ...)
Result<Value> compile_objects(Vm& vm, Value tree, const std::string& filename, const std::string& mode, std::int64_t flags, int optimize) {
  const char* wanted = mode == "eval" ? "Expression" : mode == "single" ? "Interactive" : "Module";
  if (!is_instance(vm, tree, TRY(node_class(vm, wanted))))
    return vm.raise_error(TypeId::TypeError, "expected ", wanted, " node, got ", type_name(vm, tree));
  Arena arena;
  const ast::Root* root = TRY(objects_to_tree(vm, tree, arena));
  CompileOptions options;
  options.filename = filename;
  options.mode = mode == "eval" ? CompileMode::Eval : mode == "single" ? CompileMode::Single : CompileMode::Exec;
  options.optimize = optimize;
  options.future_flags = static_cast<std::uint32_t>(flags) & CodeUnit::FutureAnnotations;
  options.allow_top_level_await = flags & kAllowTopLevelAwait;
  options.separate_namespace = true;
  const CompileResult compiled = compile_tree(*root, "", options);
  if (!compiled.ok()) return raise_syntax_error(vm, compiled.error);
  return value_of(TRY(new_code(vm, compiled.code)));
}

/// compile() for what has to do with trees: (source, filename, mode, flags, optimize).
Result<Value> ast_compile(Vm& vm, const Args& args) {
  const std::string filename = text_of(vm, args[1]), mode = text_of(vm, args[2]);
  const std::int64_t flags = TRY(index_to_int64(vm, args[3]));
  if (is_node(vm, args[0])) {
    if (flags & kOnlyAst) return args[0];
    return compile_objects(vm, args[0], filename, mode, flags, static_cast<int>(TRY(index_to_int64(vm, args[4]))));
  }
  if (!args[0].is(kind::Str) && !is_bytes_like(vm, args[0])) return vm.raise(TypeId::TypeError, "compile() arg 1 must be a string, bytes or AST object");
  return parse_to_objects(vm, args[0], filename, mode);
}

constexpr NativeMethod kFunctions[] = {{"_compile", ast_compile, "(source, filename, mode, flags, optimize, /)"}};

Result<void> put(Vm& vm, Module* module, const char* name, std::int64_t number) {
  return dict_set_str(vm, module->dict, intern(vm, name), Value::from_int(number));
}

Result<void> initialize(Vm& vm, Module* module) {
  TRY(add_node_classes(vm, module));
  TRY(put(vm, module, "PyCF_ALLOW_TOP_LEVEL_AWAIT", kAllowTopLevelAwait));
  TRY(put(vm, module, "PyCF_ONLY_AST", kOnlyAst));
  return put(vm, module, "PyCF_TYPE_COMMENTS", 0x1000);
}

constexpr NativeModuleSpec kModule = {"_ast", kFunctions, initialize};

}  // namespace

const NativeModuleSpec& _ast_module() { return kModule; }

}  // namespace tauraro
