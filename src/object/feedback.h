#pragma once
#include <cstdint>

#include "object/value.h"

namespace tauraro {

struct Type;

/// Bits of an instruction's feedback byte: kinds of operands and results seen there by the interpreter.
enum Feedback : std::uint8_t {
  kSawInt = 1,        ///< inline ints (both operands; for jumps and unary: the operand); list/tuple/str subscripts: an int index
  kSawDouble = 2,     ///< doubles, or one double and one inline int
  kSawBool = 4,       ///< a bool operand
  kSawBigInt = 8,     ///< an int cell or BigInt operand, or a result that left 48 bits
  kSawStr = 16,       ///< str operands (container for subscripts)
  kSawList = 32,      ///< list container (subscripts, unpacking), list operands
  kSawTuple = 64,     ///< tuple container
  kSawOther = 128,    ///< anything else (dict containers too: see kSawDict below)
};
/// Subscripts and `in`: a dict container is kSawDouble (a double is no container).
inline constexpr std::uint8_t kSawDict = kSawDouble;
/// Subscripts: a bytearray container, and with kSawStr a bytes one (a bool is no container, and no site sees str and both).
inline constexpr std::uint8_t kSawByteArray = kSawBool;
inline constexpr std::uint8_t kSawBytes = kSawBool | kSawStr;
/// Subscripts: a negative or out-of-range index was seen.
inline constexpr std::uint8_t kSawOddIndex = kSawBigInt;

/// What an attribute, method, call, global or iteration site has seen; written by the interpreter, read by the JIT.
struct InlineCache {
  enum class State : std::uint8_t {
    Empty,
    // LoadAttr, StoreAttr, LoadMethod
    Slot,          ///< attribute in inline slot at byte offset `offset`; guard: shape
    OverflowSlot,  ///< item `offset` of the Array in the attribute word; guard: shape
    AddSlot,       ///< StoreAttr: a new attribute at byte offset `offset`, new shape `new_shape`; guards: shape, type version
    Constant,      ///< attribute of the class: `value`; guards: shape, type version
    Method,        ///< LoadMethod: `value` is the unbound function; guards: shape, type version
    ClassMethod,   ///< LoadMethod: `value` is the function of a classmethod, its first argument `owner`; guards: shape, type version
    Property,      ///< LoadAttr: `value` is the getter function; guards: shape, type version
    Member,        ///< slot of __slots__ at byte offset `offset`; guards: shape, type version
    Module,        ///< global cell `value` of the module `owner`; guard: identity
    TypeAttribute, ///< attribute `value` of the type object `owner`; guards: identity, its version
    TypeClassMethod,  ///< LoadMethod: as ClassMethod, of the type object `owner`; guards: identity, its version
    // LoadGlobal, StoreGlobal
    Global,        ///< global cell `value`; `owner`: builtins cell or empty
    // Call, CallMethod: `value` is the callee (Function or NativeFunction or Type)
    Callee,
    // GetIter, ForIter
    Iteration,     ///< `shape` of the iterator
    Megamorphic,
  };
  std::uint32_t shape;        ///< guard; 0: none
  State state;
  std::uint8_t count;         ///< of further entries in `more`
  std::uint16_t misses;       ///< saturating
  std::uint32_t offset;
  std::uint32_t version;      ///< of the type
  Value value;
  union {
    std::uint32_t new_shape;
    std::uint64_t owner_bits; ///< Value
  };
  InlineCache* more;          ///< polymorphic sites: up to 3 further entries (an owned array of 3), or null
};
static_assert(sizeof(InlineCache) == 40);

}  // namespace tauraro
