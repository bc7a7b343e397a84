#include "bytecode/disassembler.h"

#include <algorithm>

#include "bytecode/constant_text.h"
#include "bytecode/register_use.h"

namespace tauraro {

namespace {

constexpr std::size_t kMnemonicWidth = 18;
constexpr std::size_t kLongestConstant = 60;

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}
std::string right_aligned(const std::string& text, std::size_t width) {
  return text.size() < width ? std::string(width - text.size(), ' ') + text : text;
}

std::string register_text(const CodeUnit& unit, std::uint32_t reg) {
  if (reg == kNoRegister) return "-";
  if (reg < unit.local_count) {
    const bool is_cell = std::find(unit.cell_registers.begin(), unit.cell_registers.end(), reg) != unit.cell_registers.end();
    return (is_cell ? "&" : "") + unit.local_names[reg];
  }
  if (reg - unit.local_count < unit.free_names.size()) return "^" + unit.free_names[reg - unit.local_count];
  return "t" + std::to_string(reg - unit.local_count - unit.free_names.size());
}

std::string constant_text(const CodeUnit& unit, std::uint32_t index) {
  if (index >= unit.constants.size()) return "constant " + std::to_string(index);
  std::string text = repr_of(unit.constants[index]);
  if (text.size() > kLongestConstant) {
    std::size_t end = kLongestConstant;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
    text = text.substr(0, end) + "...";
  }
  return text;
}

/// How many operands, in words of text, an operand of the instruction gives.
class OperandPrinter {
 public:
  OperandPrinter(const CodeUnit& unit, std::uint32_t pc) : unit_(unit), pc_(pc) {}

  std::string print() {
    const Instruction& word = unit_.code[pc_];
    const OpcodeInfo& info = opcode_info(word.op);
    if (word.op == Opcode::Raise) return register_text(unit_, word.a) + ", " + register_text(unit_, word.b);
    if (word.op == Opcode::LoadInt) return register_text(unit_, word.a) + ", " + std::to_string(word.i);
    add(info.operands[0], word.a);
    if (info.format == OpcodeFormat::AI) add(info.operands[1], static_cast<std::uint32_t>(word.i));
    if (info.format == OpcodeFormat::ABC || info.format == OpcodeFormat::ABCDE) {
      add(info.operands[1], word.b);
      add(info.operands[2], word.c);
    }
    if (info.format == OpcodeFormat::ABCDE) {
      const Extension& extension = extension_of(&word);
      add(info.operands[3], static_cast<std::uint32_t>(extension.d));
      if (extension.e != kNoNames) add(info.operands[4], extension.e);
      if (word.op == Opcode::FormatValue && extension.d >= 0) add('r', static_cast<std::uint32_t>(extension.d));
    }
    return text_;
  }

 private:
  void add(char letter, std::uint32_t value) {
    const std::string text = operand(letter, value);
    if (text.empty()) return;
    if (!text_.empty()) text_ += ", ";
    text_ += text;
  }

  std::string operand(char letter, std::uint32_t value) const {
    switch (letter) {
      case 'w':
      case 'r':
      case 'x':
      case 'b': return register_text(unit_, value);
      case 'k': return constant_text(unit_, value);
      case 'n': return value < unit_.names.size() ? unit_.names[value] : "name " + std::to_string(value);
      case 'u': return std::to_string(value);
      case 's': return std::to_string(static_cast<std::int16_t>(value));
      case 'j': return "-> " + std::to_string(jump_target(unit_.code.data(), pc_));
      case 'f': return "#" + std::to_string(value);
      case 'c': return value < unit_.children.size() ? "<code " + unit_.children[value]->name + ">" : "?";
      default: return {};
    }
  }

  const CodeUnit& unit_;
  const std::uint32_t pc_;
  std::string text_;
};

void append_header(std::string& out, const CodeUnit& unit, const DisassembleOptions& options) {
  static constexpr const char* kKinds[] = {"module", "class", "function", "lambda", "comprehension", "expression", "interactive"};
  out += std::string(kKinds[static_cast<int>(unit.kind)]) + " " + unit.qualified_name + " (";
  if (options.filename) out += unit.filename + ", ";
  out += "line " + std::to_string(unit.first_line) + ")\n";
  out += "  registers " + std::to_string(unit.register_count);
  const auto list = [&](const char* title, const std::vector<std::string>& names, std::size_t count) {
    if (count == 0) return;
    out += std::string("; ") + title;
    for (std::size_t i = 0; i < count; ++i) out += " " + names[i];
  };
  list("locals", unit.local_names, unit.plain_local_count);
  list("cells", unit.cell_names, unit.cell_names.size());
  list("free", unit.free_names, unit.free_names.size());
  static constexpr struct {
    std::uint32_t flag;
    const char* name;
  } kFlags[] = {{CodeUnit::VarArgs, "varargs"}, {CodeUnit::VarKeywords, "varkeywords"}, {CodeUnit::Generator, "generator"},
                {CodeUnit::Coroutine, "coroutine"}, {CodeUnit::AsyncGenerator, "async generator"}};
  for (const auto& each : kFlags)
    if (unit.flags & each.flag) out += std::string("; ") + each.name;
  if (unit.attribute_hint) out += "; attributes " + std::to_string(unit.attribute_hint);
  out += "\n";
}

void append_code(std::string& out, const CodeUnit& unit) {
  int last_line = -1;
  for (std::uint32_t pc = 0; pc < unit.code.size(); pc += static_cast<std::uint32_t>(opcode_info(unit.code[pc].op).words())) {
    const SourcePosition* position = position_of(unit, pc);
    const int line = position ? position->line : -1;
    out += right_aligned(line != last_line && line > 0 ? std::to_string(line) : "", 5);
    out += right_aligned(std::to_string(pc), 6) + "  " + disassemble_instruction(unit, pc) + "\n";
    last_line = line;
  }
  for (const ExceptionRange& range : unit.exceptions)
    out += "  raises in " + std::to_string(range.start) + ".." + std::to_string(range.end) + " -> " + std::to_string(range.handler) + "\n";
}

}  // namespace

const SourcePosition* position_of(const CodeUnit& unit, std::uint32_t pc) {
  const auto after = std::upper_bound(unit.positions.begin(), unit.positions.end(), pc,
                                      [](std::uint32_t wanted, const SourcePosition& entry) { return wanted < entry.pc; });
  return after == unit.positions.begin() ? nullptr : &*(after - 1);
}

std::string disassemble_instruction(const CodeUnit& unit, std::uint32_t pc) {
  const std::string operands = OperandPrinter(unit, pc).print();
  const std::string name(opcode_info(unit.code[pc].op).name);
  return operands.empty() ? name : padded(name, kMnemonicWidth) + " " + operands;
}

std::string disassemble(const CodeUnit& unit, const DisassembleOptions& options) {
  std::string out;
  append_header(out, unit, options);
  append_code(out, unit);
  if (!options.nested) return out;
  for (const CodeUnitPtr& child : unit.children) out += "\n" + disassemble(*child, options);
  return out;
}

}  // namespace tauraro
