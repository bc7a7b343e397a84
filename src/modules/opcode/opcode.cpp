// The module _opcode: stack effects of CPython 3.11's instructions (the runtime's own bytecode is another).
#include <bit>

#include "builtins/support.h"
#include "modules/c_arguments.h"

namespace tauraro {
namespace {

/// By how much an instruction changes the height of the stack: when it does not jump, when it does, the larger of both; and for each
/// unit of its argument.
struct StackEffect {
  std::int16_t opcode;
  std::int8_t straight, jumping, either, per_argument;
};
constexpr StackEffect kEffects[] = {
    {-10, -1, -1, -1, 0}, {-9, -1, -1, -1, 0}, {-8, -1, -1, -1, 0}, {-7, -1, -1, -1, 0}, {-6, 0, 0, 0, 0}, {-5, 0, 0, 0, 0}, {-4, 0, 0, 0, 0},
    {-3, 0, 1, 1, 0}, {-2, 0, 2, 2, 0}, {-1, 0, 1, 1, 0}, {0, 0, 0, 0, 0}, {1, -1, -1, -1, 0}, {2, 1, 1, 1, 0}, {9, 0, 0, 0, 0}, {10, 0, 0, 0, 0},
    {11, 0, 0, 0, 0}, {12, 0, 0, 0, 0}, {15, 0, 0, 0, 0}, {25, -1, -1, -1, 0}, {30, 1, 1, 1, 0}, {31, 1, 1, 1, 0}, {32, 1, 1, 1, 0}, {33, 1, 1, 1, 0},
    {35, 1, 1, 1, 0}, {36, 0, 0, 0, 0}, {37, 0, 0, 0, 0}, {49, 1, 1, 1, 0}, {50, 0, 0, 0, 0}, {51, 1, 1, 1, 0}, {52, 1, 1, 1, 0}, {53, 1, 1, 1, 0},
    {54, -2, -2, -2, 0}, {60, -3, -3, -3, 0}, {61, -2, -2, -2, 0}, {68, 0, 0, 0, 0}, {69, 0, 0, 0, 0}, {70, -1, -1, -1, 0}, {71, 1, 1, 1, 0},
    {74, 1, 1, 1, 0}, {75, 0, 0, 0, 0}, {82, 0, 0, 0, 0}, {83, -1, -1, -1, 0}, {84, -1, -1, -1, 0}, {85, 0, 0, 0, 0}, {86, 0, 0, 0, 0},
    {87, 0, 0, 0, 0}, {88, -1, -1, -1, 0}, {89, -1, -1, -1, 0}, {90, -1, -1, -1, 0}, {91, 0, 0, 0, 0}, {92, -1, -1, -1, 1}, {93, 1, -1, 1, 0},
    {94, 0, 0, 0, 1}, {95, -2, -2, -2, 0}, {96, -1, -1, -1, 0}, {97, -1, -1, -1, 0}, {98, 0, 0, 0, 0}, {99, 0, 0, 0, 0}, {100, 1, 1, 1, 0},
    {101, 1, 1, 1, 0}, {102, 1, 1, 1, -1}, {103, 1, 1, 1, -1}, {104, 1, 1, 1, -1}, {105, 1, 1, 1, -2}, {106, 0, 0, 0, 0}, {107, -1, -1, -1, 0},
    {108, -1, -1, -1, 0}, {109, 1, 1, 1, 0}, {110, 0, 0, 0, 0}, {111, -1, 0, 0, 0}, {112, -1, 0, 0, 0}, {114, -1, -1, -1, 0}, {115, -1, -1, -1, 0},
    {116, 1, 1, 1, 0}, {117, -1, -1, -1, 0}, {118, -1, -1, -1, 0}, {119, -1, -1, -1, 0}, {120, 1, 1, 1, 0}, {122, -1, -1, -1, 0}, {123, 0, -1, 0, 0},
    {124, 1, 1, 1, 0}, {125, -1, -1, -1, 0}, {126, 0, 0, 0, 0}, {128, -1, -1, -1, 0}, {129, -1, -1, -1, 0}, {130, 0, 0, 0, -1}, {131, 0, 0, 0, 0},
    {132, 0, 0, 0, 0}, {133, -1, -1, -1, 0}, {134, 0, 0, 0, 0}, {135, 0, 0, 0, 0}, {136, 1, 1, 1, 0}, {137, 1, 1, 1, 0}, {138, -1, -1, -1, 0},
    {139, 0, 0, 0, 0}, {140, 0, 0, 0, 0}, {142, -2, -2, -2, 0}, {144, 0, 0, 0, 0}, {145, -1, -1, -1, 0}, {146, -1, -1, -1, 0}, {147, -2, -2, -2, 0},
    {148, 1, 1, 1, 0}, {149, 0, 0, 0, 0}, {151, 0, 0, 0, 0}, {152, -2, -2, -2, 0}, {155, 0, 0, 0, 0}, {156, 0, 0, 0, -1}, {157, 1, 1, 1, -1},
    {160, 1, 1, 1, 0}, {162, -1, -1, -1, 0}, {163, -1, -1, -1, 0}, {164, -1, -1, -1, 0}, {165, -1, -1, -1, 0}, {166, 0, 0, 0, -1},
    {171, -1, -1, -1, 0}, {172, 0, 0, 0, 0}, {173, -1, -1, -1, 0}, {174, -1, -1, -1, 0}, {175, -1, -1, -1, 0}, {176, -1, -1, -1, 0},
};
constexpr int kHaveArgument = 90;
enum Irregular { kUnpackEx = 94, kLoadGlobal = 116, kMakeFunction = 132, kBuildSlice = 133, kCallFunctionEx = 142, kFormatValue = 155 };

/// What an argument adds where it is not by its size.
int irregular_effect(int opcode, unsigned argument) {
  switch (opcode) {
    case kUnpackEx: return static_cast<int>((argument & 0xff) + (argument >> 8)) - static_cast<int>(argument);
    case kLoadGlobal: return static_cast<int>(argument & 1);
    case kMakeFunction: return -std::popcount(argument & 15);
    case kBuildSlice: return argument == 3 ? -1 : 0;
    case kCallFunctionEx: return -static_cast<int>(argument & 1);
    case kFormatValue: return (argument & 4) ? -1 : 0;
    default: return 0;
  }
}

Result<Value> stack_effect(Vm& vm, const Args& args) {
  const int opcode = TRY(clinic_c_int(vm, args[0]));
  int argument = 0;
  if (opcode >= kHaveArgument) {
    if (args[1].is_none()) return vm.raise(TypeId::ValueError, "stack_effect: opcode requires oparg but oparg was not specified");
    argument = TRY(parse_c_int(vm, args[1]));
  } else if (!args[1].is_none()) {
    return vm.raise(TypeId::ValueError, "stack_effect: opcode does not permit oparg but oparg was specified");
  }
  const Value jump = args[2];
  if (!jump.is_none() && !jump.is_bool()) return vm.raise(TypeId::ValueError, "stack_effect: jump must be False, True or None");
  for (const StackEffect& row : kEffects) {
    if (row.opcode != opcode) continue;
    const int base = jump.is_none() ? row.either : jump.as_bool() ? row.jumping : row.straight;
    return Value::from_int(base + row.per_argument * std::int64_t{argument} + irregular_effect(opcode, static_cast<unsigned>(argument)));
  }
  return vm.raise(TypeId::ValueError, "invalid opcode or oparg");
}

Result<Value> get_specialization_stats(Vm&, const Args&) { return Value::none(); }

constexpr NativeMethod kFunctions[] = {
    {"stack_effect", stack_effect, "(opcode, oparg=None, /, *, jump=None)", NativeMethod::Plain, "Compute the stack effect of the opcode."},
    {"get_specialization_stats", get_specialization_stats, "()", NativeMethod::Plain, "Return the specialization stats"},
};

}  // namespace

const NativeModuleSpec& _opcode_module() {
  static constexpr NativeModuleSpec kModule{"_opcode", kFunctions, nullptr, "Opcode support module."};
  return kModule;
}

}  // namespace tauraro
