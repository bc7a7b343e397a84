// The _sre module: what the library's re stands on.
#include "builtins/str_methods.h"
#include "modules/sre/characters.h"
#include "modules/sre/pattern.h"

namespace tauraro {

namespace sre {

namespace {

Result<std::vector<std::uint32_t>*> code_words(Vm& vm, List* list, std::vector<std::uint32_t>* words) {
  words->reserve(list->length);
  for (const Value item : list->span()) {
    std::int64_t word;
    if (!is_int_like(item) || !int_to_int64(item, &word) || word < 0 || word > UINT32_MAX)
      return vm.raise(TypeId::OverflowError, "regular expression code size limit exceeded");
    words->push_back(static_cast<std::uint32_t>(word));
  }
  return words;
}

Result<Value> compile(Vm& vm, const Args& args) {
  if (!args[2].is(kind::List)) return vm.raise_error(TypeId::TypeError, "compile() argument 'code' must be list, not ", full_type_name(vm, vm.type_of(args[2])));
  if (!args[4].is(kind::Dict)) return vm.raise_error(TypeId::TypeError, "compile() argument 'groupindex' must be dict, not ", full_type_name(vm, vm.type_of(args[4])));
  if (!args[5].is(kind::Tuple)) return vm.raise_error(TypeId::TypeError, "compile() argument 'indexgroup' must be tuple, not ", full_type_name(vm, vm.type_of(args[5])));
  const std::int64_t flags = TRY(index_to_int64(vm, args[1])), groups = TRY(index_to_int64(vm, args[3]));
  std::vector<std::uint32_t> words;
  TRY(code_words(vm, args[2].as<List>(), &words));
  if (groups < 0 || groups > kMaxGroups) return vm.raise(TypeId::RuntimeError, "invalid SRE code");
  Program program(std::move(words), static_cast<std::uint32_t>(groups));
  if (!program.check()) return vm.raise(TypeId::RuntimeError, "invalid SRE code");
  NativeObject* pattern = TRY(vm.new_instance<NativeObject>(vm.native_type(kPatternType), kPatternValueCount * sizeof(Value)));
  auto* data = new PatternData(std::move(program));
  data->flags = static_cast<std::uint32_t>(flags);
  if (!args[0].is_none()) data->subject = is_str(args[0]) ? PatternData::Text : PatternData::Binary;
  pattern->raw = data;
  pattern->finalize = [](void* raw) { delete static_cast<PatternData*>(raw); };
  pattern->value_count = kPatternValueCount;
  pattern->values[kPatternSource] = args[0];
  pattern->values[kPatternGroupIndex] = args[4];
  pattern->values[kPatternIndexGroup] = args[5];
  pattern->values[kPatternTemplateKey] = pattern->values[kPatternTemplate] = Value::none();
  return Value::from_cell(pattern);
}

Result<char32_t> character_argument(Vm& vm, Value value) {
  const std::int64_t code = TRY(index_to_int64(vm, value));
  return static_cast<char32_t>(code < 0 || code > 0x10ffff ? 0 : code);
}

Result<Value> getcodesize(Vm&, const Args&) { return Value::from_int(4); }
Result<Value> ascii_iscased(Vm& vm, const Args& args) {
  const char32_t c = TRY(character_argument(vm, args[0])) | 0x20;
  return Value::from_bool(c >= 'a' && c <= 'z');
}
Result<Value> unicode_iscased(Vm& vm, const Args& args) {
  const char32_t c = TRY(character_argument(vm, args[0]));
  char32_t upper[unicode::kMaxMappedLength];
  const bool changes = unicode::map_case(c, unicode::CaseMapping::Upper, upper) != 1 || upper[0] != c;
  return Value::from_bool(unicode::simple_lower(c) != c || changes);
}
Result<Value> ascii_tolower(Vm& vm, const Args& args) { return Value::from_int(ascii_lower(TRY(character_argument(vm, args[0])))); }
Result<Value> unicode_tolower(Vm& vm, const Args& args) { return Value::from_int(unicode::simple_lower(TRY(character_argument(vm, args[0])))); }

constexpr NativeMethod kFunctions[] = {
    {"compile", compile, "(pattern, flags, code, groups, groupindex, indexgroup)"},
    {"getcodesize", getcodesize, "()"},
    {"ascii_iscased", ascii_iscased, "(character, /)"},
    {"unicode_iscased", unicode_iscased, "(character, /)"},
    {"ascii_tolower", ascii_tolower, "(character, /)"},
    {"unicode_tolower", unicode_tolower, "(character, /)"},
};

Result<void> initialize(Vm& vm, Module* module) {
  TRY(ensure_native_type(vm, kPatternType, kind::NativeObject, sizeof(NativeObject), TypeId::Object, kTypeUninstantiable | kTypeHasWeakref));
  TRY(ensure_native_type(vm, kMatchType, kind::NativeObject, sizeof(NativeObject), TypeId::Object, kTypeUninstantiable));
  TRY(ensure_native_type(vm, kScannerType, kind::NativeObject, sizeof(NativeObject), TypeId::Object, kTypeUninstantiable));
  TRY(add_to_module(vm, module, "MAGIC", Value::from_int(kMagic)));
  TRY(add_to_module(vm, module, "CODESIZE", Value::from_int(4)));
  TRY(add_to_module(vm, module, "MAXREPEAT", Value::from_int(kMaxRepeat)));
  return add_to_module(vm, module, "MAXGROUPS", Value::from_int(kMaxGroups));
}

constexpr NativeModuleSpec kModule{"_sre", kFunctions, initialize};

}  // namespace

}  // namespace sre

const NativeModuleSpec& sre_module() { return sre::kModule; }

}  // namespace tauraro
