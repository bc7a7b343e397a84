#include "bytecode/code_file.h"

#include <cstring>

#include "bytecode/opcode_info.h"
#include "bytecode/verifier.h"

namespace tauraro {

namespace {

constexpr char kMagic[8] = {'T', 'a', 'u', 'r', 'c', 'o', 'd', 'e'};
constexpr std::uint32_t kVersion = 1;    // of this format
constexpr int kDeepestNesting = 200;     // of units and of tuples

/// 64-bit FNV-1a.
constexpr std::uint64_t hash_bytes(std::string_view bytes, std::uint64_t hash = 0xcbf29ce484222325) {
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return hash;
}

/// Changes whenever a row of the opcode table does, or the size of a word.
consteval std::uint64_t hash_of_opcodes() {
  std::uint64_t hash = hash_bytes("");
  for (const OpcodeInfo& info : kOpcodes) hash = hash_bytes(info.operands, hash_bytes(info.name, hash) * 31 + info.flags);
  return hash * 31 + sizeof(Instruction) + sizeof(void*);
}

class Writer {
 public:
  template <typename T>
  void number(T value) {
    static_assert(std::is_trivially_copyable_v<T>);
    bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void text(const std::string& value) {
    number(static_cast<std::uint32_t>(value.size()));
    bytes_ += value;
  }
  void texts(const std::vector<std::string>& values) {
    number(static_cast<std::uint32_t>(values.size()));
    for (const std::string& value : values) text(value);
  }
  template <typename T>
  void array(const std::vector<T>& values) {
    static_assert(std::is_trivially_copyable_v<T>);
    number(static_cast<std::uint32_t>(values.size()));
    bytes_.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
  }
  void constant(const Constant& value) {
    number(value.kind);
    switch (value.kind) {
      case Constant::Kind::Int: return number(value.integer);
      case Constant::Kind::Double: return number(value.real);
      case Constant::Kind::Complex: number(value.real); return number(value.imaginary);
      case Constant::Kind::BigInt:
      case Constant::Kind::Str:
      case Constant::Kind::Bytes: return text(value.text);
      case Constant::Kind::Tuple:
      case Constant::Kind::FrozenSet: return constants(value.items);
      default: return;
    }
  }
  void constants(const std::vector<Constant>& values) {
    number(static_cast<std::uint32_t>(values.size()));
    for (const Constant& value : values) constant(value);
  }
  /// The file name is the same for all units of a file: it is kept once.
  void unit(const CodeUnit& value) {
    text(value.name);
    text(value.qualified_name);
    number(value.kind);
    for (const std::uint32_t field : {value.flags, static_cast<std::uint32_t>(value.first_line), value.positional_count, value.positional_only_count,
                                      value.keyword_only_count, value.local_count, value.register_count, value.cache_count,
                                      value.attribute_hint, value.plain_local_count})
      number(field);
    array(value.code);
    constants(value.constants);
    texts(value.names);
    texts(value.local_names);
    texts(value.cell_names);
    array(value.cell_registers);
    texts(value.free_names);
    number(value.first_free_register);
    array(value.exceptions);
    array(value.positions);
    number(static_cast<std::uint8_t>(value.has_doc));
    text(value.doc);
    number(static_cast<std::uint32_t>(value.children.size()));
    for (const CodeUnitPtr& child : value.children) unit(*child);
  }
  std::string& bytes() { return bytes_; }

 private:
  std::string bytes_;
};

/// Reads what Writer wrote. After a failure every read gives nothing.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}
  bool fine() const { return fine_; }
  bool at_end() const { return fine_ && bytes_.empty(); }

  template <typename T>
  T number() {
    T value{};
    const std::string_view data = take(sizeof value);
    if (fine_) std::memcpy(&value, data.data(), sizeof value);
    return value;
  }
  std::string text() {
    const auto size = number<std::uint32_t>();
    return std::string(take(size));
  }
  std::vector<std::string> texts() {
    std::vector<std::string> values;
    const std::uint32_t count = count_of(sizeof(std::uint32_t));
    for (std::uint32_t i = 0; i < count && fine_; ++i) values.push_back(text());
    return values;
  }
  template <typename T>
  std::vector<T> array() {
    const std::uint32_t count = count_of(sizeof(T));
    std::vector<T> values(fine_ ? count : 0);
    const std::string_view data = take(values.size() * sizeof(T));
    if (fine_ && !data.empty()) std::memcpy(static_cast<void*>(values.data()), data.data(), data.size());
    return values;
  }
  Constant constant(int depth) {
    Constant value;
    value.kind = number<Constant::Kind>();
    if (value.kind > Constant::Kind::FrozenSet || depth > kDeepestNesting) fail();
    switch (value.kind) {
      case Constant::Kind::Int: value.integer = number<std::int64_t>(); break;
      case Constant::Kind::Double: value.real = number<double>(); break;
      case Constant::Kind::Complex:
        value.real = number<double>();
        value.imaginary = number<double>();
        break;
      case Constant::Kind::BigInt:
        value.text = text();
        if (value.text.empty() || value.text.find_first_not_of("0123456789abcdef") != std::string::npos) fail();
        break;
      case Constant::Kind::Str:
      case Constant::Kind::Bytes: value.text = text(); break;
      case Constant::Kind::Tuple:
      case Constant::Kind::FrozenSet: value.items = constants(depth + 1); break;
      default: break;
    }
    return value;
  }
  std::vector<Constant> constants(int depth) {
    std::vector<Constant> values;
    const std::uint32_t count = count_of(1);
    for (std::uint32_t i = 0; i < count && fine_; ++i) values.push_back(constant(depth));
    return values;
  }
  CodeUnitPtr unit(const std::string& filename, int depth) {
    auto made = std::make_shared<CodeUnit>();
    CodeUnit& value = *made;
    if (depth > kDeepestNesting) fail();
    value.filename = filename;
    value.name = text();
    value.qualified_name = text();
    value.kind = number<CodeUnit::Kind>();
    if (value.kind > CodeUnit::Kind::Interactive) fail();
    value.flags = number<std::uint32_t>();
    value.first_line = number<std::int32_t>();
    for (std::uint32_t* field : {&value.positional_count, &value.positional_only_count, &value.keyword_only_count, &value.local_count,
                                 &value.register_count, &value.cache_count, &value.attribute_hint, &value.plain_local_count})
      *field = number<std::uint32_t>();
    value.code = array<Instruction>();
    value.constants = constants(0);
    value.names = texts();
    value.local_names = texts();
    value.cell_names = texts();
    value.cell_registers = array<std::uint16_t>();
    value.free_names = texts();
    value.first_free_register = number<std::uint16_t>();
    value.exceptions = array<ExceptionRange>();
    value.positions = array<SourcePosition>();
    value.has_doc = number<std::uint8_t>() != 0;
    value.doc = text();
    const std::uint32_t children = count_of(1);
    for (std::uint32_t i = 0; i < children && fine_; ++i) value.children.push_back(unit(filename, depth + 1));
    return made;
  }

 private:
  void fail() {
    fine_ = false;
    bytes_ = {};
  }
  std::string_view take(std::size_t size) {
    if (size > bytes_.size()) fail();
    if (!fine_) return {};
    const std::string_view taken = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return taken;
  }
  /// A count of items of at least `least` bytes each: more than could follow is damage.
  std::uint32_t count_of(std::size_t least) {
    const auto count = number<std::uint32_t>();
    if (count > bytes_.size() / least) fail();
    return fine_ ? count : 0;
  }

  std::string_view bytes_;
  bool fine_ = true;
};

}  // namespace

std::string write_code_file(const CodeUnit& unit, const CodeFileKey& key) {
  Writer writer;
  writer.bytes().append(kMagic, sizeof kMagic);
  writer.number(kVersion);
  writer.number(hash_of_opcodes());
  writer.number(key.source_size);
  writer.number(key.source_stamp);
  writer.number(key.options);
  writer.text(unit.filename);
  writer.unit(unit);
  writer.number(hash_bytes(writer.bytes()));
  return std::move(writer.bytes());
}

CodeUnitPtr read_code_file(std::string_view bytes, const CodeFileKey& key) {
  constexpr std::size_t kSum = sizeof(std::uint64_t);
  if (bytes.size() < sizeof kMagic + kSum || std::memcmp(bytes.data(), kMagic, sizeof kMagic) != 0) return nullptr;
  std::uint64_t sum = 0;
  std::memcpy(&sum, bytes.data() + bytes.size() - kSum, kSum);
  bytes.remove_suffix(kSum);
  if (hash_bytes(bytes) != sum) return nullptr;
  Reader reader(bytes.substr(sizeof kMagic));
  if (reader.number<std::uint32_t>() != kVersion || reader.number<std::uint64_t>() != hash_of_opcodes()) return nullptr;
  CodeFileKey found;
  found.source_size = reader.number<std::uint64_t>();
  found.source_stamp = reader.number<std::uint64_t>();
  found.options = reader.number<std::uint32_t>();
  if (!reader.fine() || !(found == key)) return nullptr;
  const std::string filename = reader.text();
  CodeUnitPtr unit = reader.unit(filename, 0);
  if (!reader.at_end() || !verify(*unit).empty()) return nullptr;
  return unit;
}

}  // namespace tauraro
