// The module pyexpat: constants, and its submodules errors and model.
#include "modules/c_arguments.h"
#include "modules/module_support.h"
#include "modules/native_module.h"
#include "modules/pyexpat/parser_type.h"

namespace tauraro {
namespace pyexpat {

const NativeTypeSpec kExpatError{"xml.parsers.expat.ExpatError", {}};

namespace {

/// Names of libexpat's errors, from 1 on.
constexpr const char* kErrorNames[] = {
    "NO_MEMORY", "SYNTAX", "NO_ELEMENTS", "INVALID_TOKEN", "UNCLOSED_TOKEN", "PARTIAL_CHAR", "TAG_MISMATCH", "DUPLICATE_ATTRIBUTE", "JUNK_AFTER_DOC_ELEMENT",
    "PARAM_ENTITY_REF", "UNDEFINED_ENTITY", "RECURSIVE_ENTITY_REF", "ASYNC_ENTITY", "BAD_CHAR_REF", "BINARY_ENTITY_REF", "ATTRIBUTE_EXTERNAL_ENTITY_REF",
    "MISPLACED_XML_PI", "UNKNOWN_ENCODING", "INCORRECT_ENCODING", "UNCLOSED_CDATA_SECTION", "EXTERNAL_ENTITY_HANDLING", "NOT_STANDALONE", "UNEXPECTED_STATE",
    "ENTITY_DECLARED_IN_PE", "FEATURE_REQUIRES_XML_DTD", "CANT_CHANGE_FEATURE_ONCE_PARSING", "UNBOUND_PREFIX", "UNDECLARING_PREFIX", "INCOMPLETE_PE", "XML_DECL",
    "TEXT_DECL", "PUBLICID", "SUSPENDED", "NOT_SUSPENDED", "ABORTED", "FINISHED", "SUSPEND_PE", "RESERVED_PREFIX_XML", "RESERVED_PREFIX_XMLNS",
    "RESERVED_NAMESPACE_URI", "INVALID_ARGUMENT", "NO_BUFFER", "AMPLIFICATION_LIMIT_BREACH",
};
struct NamedNumber {
  const char* name;
  int number;
};
constexpr NamedNumber kModelNumbers[] = {
    {"XML_CTYPE_EMPTY", 1}, {"XML_CTYPE_ANY", 2}, {"XML_CTYPE_MIXED", 3}, {"XML_CTYPE_NAME", 4}, {"XML_CTYPE_CHOICE", 5}, {"XML_CTYPE_SEQ", 6},
    {"XML_CQUANT_NONE", 0}, {"XML_CQUANT_OPT", 1}, {"XML_CQUANT_REP", 2}, {"XML_CQUANT_PLUS", 3},
};

Result<Value> error_string(Vm& vm, const Args& args) {
  std::int64_t code;
  if (!int_to_int64(TRY(index_of(vm, args[0])), &code)) return vm.raise(TypeId::OverflowError, "Python int too large to convert to C long");
  const char* text = expat().error_string(static_cast<int>(code));
  return text ? str_value(vm, text) : Result<Value>(Value::none());
}

Result<Module*> add_submodule(Vm& vm, Module* module, const char* name, const char* doc) {
  const std::string full_name = concat("pyexpat.", name);
  Module* made = TRY(new_module(vm, full_name));
  TRY(set_module_text(vm, made, "__doc__", doc));
  TRY(dict_set_str(vm, vm.modules, intern(vm, full_name), value_of(made)));
  TRY(set_module_value(vm, module, name, value_of(made)));
  return made;
}

Result<void> add_errors(Vm& vm, Module* module) {
  Module* errors = TRY(add_submodule(vm, module, "errors", "Constants used to describe error conditions."));
  Dict* codes = TRY(new_dict(vm));
  Dict* messages = TRY(new_dict(vm));
  int code = 0;
  for (const char* name : kErrorNames) {
    const char* text = expat().error_string(++code);
    if (!text) continue;  // of a later version of libexpat
    const Value message = TRY(str_value(vm, text)), number = Value::from_int(code);
    TRY(set_module_value(vm, errors, concat("XML_ERROR_", name), message));
    TRY(dict_set(vm, codes, message, number));
    TRY(dict_set(vm, messages, number, message));
  }
  TRY(set_module_value(vm, errors, "codes", value_of(codes)));
  return set_module_value(vm, errors, "messages", value_of(messages));
}

Result<void> add_model(Vm& vm, Module* module) {
  Module* model = TRY(add_submodule(vm, module, "model", "Constants used to interpret content model information."));
  for (const NamedNumber& row : kModelNumbers) TRY(set_module_int(vm, model, row.name, row.number));
  return {};
}

Result<void> add_versions(Vm& vm, Module* module) {
  TRY(set_module_text(vm, module, "EXPAT_VERSION", expat().version_text()));
  const ExpatVersion version = expat().version();
  TRY(set_module_value(vm, module, "version_info",
                       TRY(new_tuple_of(vm, {Value::from_int(version.major), Value::from_int(version.minor), Value::from_int(version.micro)}))));
  TRY(set_module_text(vm, module, "native_encoding", "UTF-8"));
  List* features = TRY(new_list(vm));
  for (const ExpatFeature* row = expat().features(); row && row->feature != 0; ++row)
    TRY(list_append(vm, features, TRY(new_tuple_of(vm, {TRY(str_value(vm, row->name)), Value::from_int(row->value)}))));
  return set_module_value(vm, module, "features", value_of(features));
}

Result<void> initialize(Vm& vm, Module* module) {
  if (!expat().library.loaded()) return compression::raise_not_loaded(vm, "libexpat.so.1");
  Type* error = vm.native_type(kExpatError);
  if (!error) error = TRY(make_exception_type(vm, kExpatError, TypeId::Exception));
  TRY(set_module_value(vm, module, "error", value_of(error)));
  TRY(set_module_value(vm, module, "ExpatError", value_of(error)));
  Type* parser = TRY(ensure_native_type(vm, kParserType, kind::NativeObject, native_object_size(kParserFields), TypeId::Object, kTypeUninstantiable));
  TRY(set_module_value(vm, module, "XMLParserType", value_of(parser)));
  TRY(add_versions(vm, module));
  TRY(add_errors(vm, module));
  TRY(add_model(vm, module));
  TRY(set_module_int(vm, module, "XML_PARAM_ENTITY_PARSING_NEVER", 0));
  TRY(set_module_int(vm, module, "XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE", 1));
  return set_module_int(vm, module, "XML_PARAM_ENTITY_PARSING_ALWAYS", 2);
}

constexpr NativeMethod kFunctions[] = {
    {"ParserCreate", parser_create, "(encoding=None, namespace_separator=None, intern=<unset>)", NativeMethod::Plain, "Return a new XML parser object."},
    {"ErrorString", error_string, "(code, /)", NativeMethod::Plain, "Returns string error for given number."},
};

}  // namespace
}  // namespace pyexpat

const NativeModuleSpec& pyexpat_module() {
  static constexpr NativeModuleSpec kModule{"pyexpat", pyexpat::kFunctions, pyexpat::initialize, "Python wrapper for Expat parser."};
  return kModule;
}

}  // namespace tauraro
