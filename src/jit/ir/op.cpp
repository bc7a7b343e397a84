#include "jit/ir/op.h"

#include "jit/ir/frame_state.h"

namespace tauraro::jit {
namespace {

// Names that the columns of ops.def use.
constexpr std::uint16_t MayExit = OpInfo::MayExit, Check = OpInfo::Check, Commutative = OpInfo::Commutative,
                        Constant = OpInfo::Constant, Terminator = OpInfo::Terminator, Pinned = OpInfo::Pinned,
                        Traps = OpInfo::Traps, Keep = OpInfo::Keep, Allocates = OpInfo::Allocates,
                        Idempotent = OpInfo::Idempotent;
constexpr RegionSet kAtBit = RegionSet{1} << 31, kTableBit = RegionSet{1} << 30;
constexpr RegionSet At = kAtBit, Table = kTableBit;
constexpr RegionSet Shape = region_bit(Region::Shape), Validity = region_bit(Region::Validity), Thread = region_bit(Region::Thread),
                    Window = region_bit(Region::Window);

struct ResultColumn {
  ResultRule rule;
  TypeKind kind = TypeKind::Void;
};
namespace result_column {
constexpr ResultColumn Given{ResultRule::Given}, Same{ResultRule::Same};
#define TAURARO_KIND(name) constexpr ResultColumn name{ResultRule::Fixed, TypeKind::name};
TAURARO_KIND(Void) TAURARO_KIND(Int64) TAURARO_KIND(Double) TAURARO_KIND(Bool) TAURARO_KIND(Raw) TAURARO_KIND(IntValue)
TAURARO_KIND(DoubleValue) TAURARO_KIND(BoolValue) TAURARO_KIND(Cell)
#undef TAURARO_KIND
}  // namespace result_column

constexpr OpInfo row(const char* name, ResultColumn result, const char* operands, Payload payload, unsigned flags, RegionSet reads,
                     RegionSet writes) {
  EffectRule rule = EffectRule::Regions;
  if ((reads | writes) & kAtBit) rule = EffectRule::At;
  if ((reads | writes) & kTableBit) rule = EffectRule::Table;
  if (rule == EffectRule::At) {  // which side the location is on
    reads = reads & kAtBit ? kAllRegions : 0;
    writes = writes & kAtBit ? kAllRegions : 0;
  }
  return {name, operands, result.rule, result.kind, payload, static_cast<std::uint16_t>(flags), rule, reads, writes};
}

}  // namespace

const OpInfo kOpInfos[kOpCount] = {
#define IR_OP(name, result, operands, payload, flags, reads, writes) \
  row(#name, result_column::result, operands, Payload::payload, flags, reads, writes),
#include "jit/ir/ops.def"
};

const char* type_kind_name(TypeKind kind) {
  static constexpr const char* kNames[] = {"Void",     "Int64",       "Double",    "Bool",      "Raw", "Value",
                                           "IntValue", "DoubleValue", "BoolValue", "NoneValue", "Cell"};
  return kNames[static_cast<unsigned>(kind)];
}

const char* region_name(Region region) {
  static constexpr const char* kNames[] = {"None",   "Immutable",   "ListLength",   "ListItems",  "ListStorage", "Shape",
                                           "Field",  "Overflow",    "DictVersion",  "DictContents", "GlobalCell", "Closure",
                                           "Window", "Thread",      "Iterator",     "Buffer",     "Validity",    "Other"};
  static_assert(sizeof(kNames) / sizeof(kNames[0]) == kRegionCount);
  return kNames[static_cast<unsigned>(region)];
}

const char* memory_kind_name(MemoryKind kind) {
  static constexpr const char* kNames[] = {"value", "raw", "i64", "i32", "u32", "i16", "u16", "i8", "u8", "f64", "f32", "bool"};
  return kNames[static_cast<unsigned>(kind)];
}

unsigned memory_size(MemoryKind kind) {
  static constexpr unsigned char kSizes[] = {8, 8, 8, 4, 4, 2, 2, 1, 1, 8, 4, 1};
  return kSizes[static_cast<unsigned>(kind)];
}

Type join(const Type& a, const Type& b) {
  if (a.kind == b.kind) {
    Type result = a;
    if (a.kind == TypeKind::Int64) result.range = a.range.join(b.range);
    if (a.kind == TypeKind::Cell && a.shape != b.shape) result.shape = 0;
    return result;
  }
  return a.is_boxed() && b.is_boxed() ? Type::value() : Type::void_type();
}

bool is_subtype(const Type& a, const Type& b) {
  if (b.kind == TypeKind::Value) return a.is_boxed();
  if (a.kind != b.kind) return false;
  if (a.kind == TypeKind::Int64) return a.range.is_within(b.range);
  return a.kind != TypeKind::Cell || b.shape == 0 || a.shape == b.shape;
}

}  // namespace tauraro::jit
