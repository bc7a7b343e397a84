#pragma once
#include "heap/cell.h"

namespace tauraro {

/// The layouts of cells. A kind tells the collector how to scan a cell and C++ code which struct it is; an instance of a
/// Python subclass of a builtin has the builtin's kind (its struct comes first, attribute storage follows).
/// KIND(name, struct)
#define TAURARO_CELL_KINDS(KIND)                                                                                     \
  KIND(Instance, Instance) KIND(Type, Type) KIND(IntCell, IntCell) KIND(BigInt, BigInt) KIND(FloatObject, FloatObject) \
  KIND(Complex, Complex) KIND(Str, Str) KIND(Buffer, Buffer) KIND(Bytes, Bytes) KIND(ByteArray, ByteArray)            \
  KIND(Array, Array) KIND(Tuple, Tuple) KIND(List, List) KIND(Dict, Dict) KIND(Set, Set) KIND(Range, Range)           \
  KIND(Slice, Slice) KIND(GlobalCell, GlobalCell) KIND(Box, Box) KIND(Code, Code) KIND(LinkedCode, LinkedCode)        \
  KIND(Function, Function) KIND(NativeFunction, NativeFunction) KIND(BoundMethod, BoundMethod)                       \
  KIND(Member, Member) KIND(GetSet, GetSet) KIND(Property, Property) KIND(StaticMethod, StaticMethod)                \
  KIND(ClassMethod, ClassMethod) KIND(Super, Super) KIND(Module, Module) KIND(Exception, Exception)                  \
  KIND(Traceback, Traceback) KIND(FrameObject, FrameObject) KIND(Generator, Generator) KIND(Iterator, Iterator)      \
  KIND(NativeObject, NativeObject) KIND(DictTable, DictTable) KIND(SetTable, SetTable) KIND(WeakReference, WeakReference)

enum class CellKindName : std::uint8_t {
  Free = 0,
#define KIND(name, type) name,
  TAURARO_CELL_KINDS(KIND)
#undef KIND
      Count
};

/// kind::List, kind::Dict, ...
namespace kind {
#define KIND(name, type) inline constexpr CellKind name = static_cast<CellKind>(CellKindName::name);
TAURARO_CELL_KINDS(KIND)
#undef KIND
}  // namespace kind

#define KIND(name, type) struct type;
TAURARO_CELL_KINDS(KIND)
#undef KIND

}  // namespace tauraro
