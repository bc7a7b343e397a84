#include "object/type_layout.h"

#include "object/bytes.h"
#include "object/int.h"
#include "object/weak_reference.h"

namespace tauraro {
namespace {

struct Layout {
  std::size_t size, attributes;
};

constexpr Layout layout_of(CellKind kind) {
  switch (static_cast<CellKindName>(kind)) {
#define KIND(name, type) \
  case CellKindName::name: return {sizeof(type), 0};
    case CellKindName::Instance: return {sizeof(Cell), 0};
    case CellKindName::Tuple: return {sizeof(Tuple), offsetof(Tuple, attributes)};
    case CellKindName::Bytes: return {sizeof(Bytes), offsetof(Bytes, attributes)};
    case CellKindName::NativeObject: return {sizeof(NativeObject), offsetof(NativeObject, attributes)};
    case CellKindName::Function: return {sizeof(Function), offsetof(Function, attributes)};
    case CellKindName::Module: return {sizeof(Module), offsetof(Module, dict)};
    KIND(Type, Type) KIND(IntCell, IntCell) KIND(BigInt, BigInt) KIND(FloatObject, FloatObject) KIND(Complex, Complex)
    KIND(Str, Str) KIND(Buffer, Buffer) KIND(ByteArray, ByteArray) KIND(Array, Array) KIND(List, List) KIND(Dict, Dict)
    KIND(Set, Set) KIND(Range, Range) KIND(Slice, Slice) KIND(GlobalCell, GlobalCell) KIND(Box, Box) KIND(Code, Code)
    KIND(LinkedCode, LinkedCode) KIND(NativeFunction, NativeFunction) KIND(BoundMethod, BoundMethod)
    KIND(Member, Member) KIND(GetSet, GetSet) KIND(Property, Property) KIND(StaticMethod, StaticMethod)
    KIND(ClassMethod, ClassMethod) KIND(Super, Super) KIND(Exception, Exception) KIND(Traceback, Traceback)
    KIND(FrameObject, FrameObject) KIND(Generator, Generator) KIND(Iterator, Iterator)
    KIND(WeakReference, WeakReference)
#undef KIND
    default: return {sizeof(Cell), 0};
  }
}

}  // namespace

std::size_t kind_size(CellKind kind) { return layout_of(kind).size; }
std::size_t kind_attributes_offset(CellKind kind) { return layout_of(kind).attributes; }
bool kind_is_variable(CellKind kind) { return kind == kind::Tuple || kind == kind::Bytes || kind == kind::NativeObject; }

}  // namespace tauraro
