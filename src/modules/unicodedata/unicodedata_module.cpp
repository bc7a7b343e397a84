// The unicodedata module.
#include "base/unicode_data.h"
#include "base/unicode_database.h"
#include "base/unicode_names.h"
#include "base/unicode_normalize.h"
#include "builtins/str_methods.h"
#include "modules/native_module.h"

namespace tauraro {

namespace {

namespace database = unicode::database;

/// Functions of the module tell of the present database, methods of UCD objects (ucd_3_2_0) of Unicode 3.2.
enum class Version { Present, Old };

/// The arguments without the self of methods.
template <Version version>
const Value* given(const Args& args) {
  return args.values + (version == Version::Old ? 1 : 0);
}

Result<char32_t> character_argument(Vm& vm, Value value, const char* function, bool only_argument = true) {
  const char* which = only_argument ? "() argument must be a unicode character, not " : "() argument 1 must be a unicode character, not ";
  if (!is_str(value) || value.as<Str>()->length != 1) return vm.raise_error(TypeId::TypeError, function, which, full_type_name(vm, vm.type_of(value)));
  return view(vm, value.as<Str>())[0];
}

template <Version version>
bool is_unassigned(char32_t c) {
  return version == Version::Old && database::is_unassigned_in_32(c);
}

template <Version version>
Result<Value> category(Vm& vm, const Args& args) {
  const char32_t c = TRY(character_argument(vm, given<version>(args)[0], "category"));
  if (is_unassigned<version>(c)) return make_str(vm, "Cn");
  const database::OldProperties* old = version == Version::Old ? database::find_old_properties(c) : nullptr;
  return make_str(vm, unicode::kCategoryNames[old ? old->category : unicode::record(c).category]);
}

template <Version version>
Result<Value> bidirectional(Vm& vm, const Args& args) {
  const char32_t c = TRY(character_argument(vm, given<version>(args)[0], "bidirectional"));
  if (is_unassigned<version>(c)) return make_str(vm, "");
  const database::OldProperties* old = version == Version::Old ? database::find_old_properties(c) : nullptr;
  return make_str(vm, database::kBidirectionalNames[old ? old->bidirectional : database::record(c).bidirectional]);
}

template <Version version>
Result<Value> combining(Vm& vm, const Args& args) {
  const char32_t c = TRY(character_argument(vm, given<version>(args)[0], "combining"));
  return Value::from_int(is_unassigned<version>(c) ? 0 : database::record(c).combining_class);
}

template <Version version>
Result<Value> mirrored(Vm& vm, const Args& args) {
  const char32_t c = TRY(character_argument(vm, given<version>(args)[0], "mirrored"));
  return Value::from_int(is_unassigned<version>(c) ? 0 : database::record(c).mirrored);
}

template <Version version>
Result<Value> east_asian_width(Vm& vm, const Args& args) {
  const char32_t c = TRY(character_argument(vm, given<version>(args)[0], "east_asian_width"));
  return make_str(vm, is_unassigned<version>(c) ? "N" : database::kWidthNames[database::record(c).width]);
}

template <Version version>
Result<Value> decomposition(Vm& vm, const Args& args) {
  const char32_t c = TRY(character_argument(vm, given<version>(args)[0], "decomposition"));
  const database::Decomposition* row = is_unassigned<version>(c) ? nullptr : database::find_decomposition(c);
  if (!row) return make_str(vm, "");
  std::string text = database::kTags[row->tag];
  for (std::uint16_t i = 0; i < row->length; ++i) {
    char hex[16];
    std::snprintf(hex, sizeof hex, "%s%04X", text.empty() ? "" : " ", static_cast<unsigned>(database::kDecompositionPool[row->index + i]));
    text += hex;
  }
  return make_str(vm, text);
}

Result<Value> or_default(Vm& vm, Value fallback, const char* message) {
  return fallback.is_empty() ? Result<Value>(vm.raise(TypeId::ValueError, message)) : Result<Value>(fallback);
}

template <Version version>
Result<Value> decimal(Vm& vm, const Args& args) {
  const char32_t c = TRY(character_argument(vm, given<version>(args)[0], "decimal", false));
  const int value = is_unassigned<version>(c) ? -1 : unicode::decimal_value(c);
  return value < 0 ? or_default(vm, given<version>(args)[1], "not a decimal") : Result<Value>(Value::from_int(value));
}

template <Version version>
Result<Value> digit(Vm& vm, const Args& args) {
  const char32_t c = TRY(character_argument(vm, given<version>(args)[0], "digit", false));
  const int value = is_unassigned<version>(c) ? -1 : unicode::digit_value(c);
  return value < 0 ? or_default(vm, given<version>(args)[1], "not a digit") : Result<Value>(Value::from_int(value));
}

template <Version version>
Result<Value> numeric(Vm& vm, const Args& args) {
  const char32_t c = TRY(character_argument(vm, given<version>(args)[0], "numeric", false));
  const double value = is_unassigned<version>(c) ? unicode::kNoNumericValue : unicode::numeric_value(c);
  return value == unicode::kNoNumericValue ? or_default(vm, given<version>(args)[1], "not a numeric character") : Result<Value>(Value::from_double(value));
}

template <Version version>
Result<Value> name(Vm& vm, const Args& args) {
  const char32_t c = TRY(character_argument(vm, given<version>(args)[0], "name", false));
  const std::string text = is_unassigned<version>(c) ? std::string() : unicode::name_of(c);
  return text.empty() ? or_default(vm, given<version>(args)[1], "no such name") : make_str(vm, text);
}

template <Version version>
Result<Value> lookup(Vm& vm, const Args& args) {
  const Value given_name = given<version>(args)[0];
  if (!is_str(given_name)) return vm.raise_error(TypeId::TypeError, "lookup() argument must be str, not ", type_name(vm, given_name));
  const std::string text = to_utf8(vm, given_name.as<Str>());
  char32_t c;
  if (!unicode::find_by_name(text, &c) || is_unassigned<version>(c))
    return vm.raise_with(TypeId::KeyError, TRY(make_str(vm, "undefined character name '" + text + "'")));
  return Value::from_cell(char_str(vm, c));
}

Result<unicode::NormalForm> form_argument(Vm& vm, Value value, const char* function) {
  Str* form = TRY(str_argument(vm, value, function, "() argument 1 must be str"));
  if (str_equal(vm, form, "NFC")) return unicode::NormalForm::Nfc;
  if (str_equal(vm, form, "NFD")) return unicode::NormalForm::Nfd;
  if (str_equal(vm, form, "NFKC")) return unicode::NormalForm::Nfkc;
  if (str_equal(vm, form, "NFKD")) return unicode::NormalForm::Nfkd;
  return vm.raise(TypeId::ValueError, "invalid normalization form");
}

Result<Value> normalized(Vm& vm, Value form_value, Value text_value, const char* function) {
  const unicode::NormalForm form = TRY(form_argument(vm, form_value, function));
  Str* text = TRY(str_argument(vm, text_value, function, "() argument 2 must be str"));
  if (is_ascii(text)) return str_value(text);
  std::u32string characters(text->length, 0);
  copy_chars(characters.data(), 4, view(vm, text));
  characters = unicode::normalize(characters, form);
  return str_result(new_str_ucs4(vm, characters.data(), characters.size()));
}

template <Version version>
Result<Value> normalize(Vm& vm, const Args& args) {
  return normalized(vm, given<version>(args)[0], given<version>(args)[1], "normalize");
}

template <Version version>
Result<Value> is_normalized(Vm& vm, const Args& args) {
  const Value result = TRY(normalized(vm, given<version>(args)[0], given<version>(args)[1], "is_normalized"));
  return Value::from_bool(str_equal(vm, result.as<Str>(), given<version>(args)[1].template as<Str>()));
}

#define ROWS(version, self)                                                                              \
  {"category", category<version>, "(" self "chr, /)"},                                                   \
      {"bidirectional", bidirectional<version>, "(" self "chr, /)"},                                     \
      {"combining", combining<version>, "(" self "chr, /)"}, {"mirrored", mirrored<version>, "(" self "chr, /)"}, \
      {"east_asian_width", east_asian_width<version>, "(" self "chr, /)"},                               \
      {"decomposition", decomposition<version>, "(" self "chr, /)"},                                     \
      {"decimal", decimal<version>, "(" self "chr, default=<unrepresentable>, /)"},                      \
      {"digit", digit<version>, "(" self "chr, default=<unrepresentable>, /)"},                          \
      {"numeric", numeric<version>, "(" self "chr, default=<unrepresentable>, /)"},                      \
      {"name", name<version>, "(" self "chr, default=<unrepresentable>, /)"},                            \
      {"lookup", lookup<version>, "(" self "name, /)"},                                                  \
      {"normalize", normalize<version>, "(" self "form, unistr, /)"},                                    \
      {"is_normalized", is_normalized<version>, "(" self "form, unistr, /)"},

constexpr NativeMethod kFunctions[] = {ROWS(Version::Present, "")};
constexpr NativeMethod kMethods[] = {ROWS(Version::Old, "$self, ")};
#undef ROWS

Result<Value> get_old_version(Vm& vm, Value) { return make_str(vm, "3.2.0"); }
constexpr NativeGetSet kGetSets[] = {{"unidata_version", get_old_version}};
constexpr NativeTypeSpec kType{"unicodedata.UCD", kMethods, kGetSets};

Result<void> initialize(Vm& vm, Module* module) {
  Type* type = TRY(add_type(vm, module, kType, kind::NativeObject, sizeof(NativeObject), TypeId::Object, kTypeUninstantiable));
  TRY(add_to_module(vm, module, "ucd_3_2_0", Value::from_cell(TRY(vm.new_instance<NativeObject>(type)))));
  return add_to_module(vm, module, "unidata_version", TRY(make_str(vm, "14.0.0")));
}

constexpr NativeModuleSpec kModule{"unicodedata", kFunctions, initialize};

}  // namespace

const NativeModuleSpec& unicodedata_module() { return kModule; }

}  // namespace tauraro
