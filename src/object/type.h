#pragma once
#include <cstdint>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "object/containers.h"
#include "object/type_id.h"

namespace tauraro {

class Tracer;
class Vm;
struct BufferProtocol;

enum class Special : std::uint8_t {
#define SPECIAL(id, name) id,
#include "object/specials.def"
  Count
};
inline constexpr int kSpecialCount = static_cast<int>(Special::Count);

/// A type object. What instances look like:
///
///     [header][the builtin base's struct][attribute word][inline slots ...]
///
/// attributes_offset (bytes from the cell; 0: instances have no attributes of their own) is that of the attribute word: an Array of the
/// attributes beyond the inline ones, a Dict once the instance is in dictionary mode, or empty. Attribute number i of a shape is inline
/// slot i when i < inline_slots, else item i - inline_slots of the Array. Builtins of variable size (tuple, str, bytes) keep the attribute word in
/// their struct and have no inline slots. Members (`__slots__`) are Values at fixed offsets too (object/function.h, Member).
struct Type : Cell {
  Value name;       ///< Str: __name__
  Value qualname;   ///< Str
  Value bases;      ///< Tuple
  Value mro;        ///< Tuple, this type first
  Type* base;       ///< the base that gives the layout (best base); null for object
  Dict* dict;       ///< the namespace
  List* subclasses; ///< weak references in effect: pruned by the collector's weak hook; may be null
  std::uint32_t version;  ///< changes when the namespace or that of a base changes; never 0
  std::uint32_t flags;    ///< kType... bits
  std::uint32_t instance_shape;    ///< root shape of its instances
  std::uint32_t instance_size;     ///< bytes of a new instance, attribute word and inline slots included
  std::uint32_t attributes_offset;
  std::uint16_t inline_slots;
  CellKind instance_kind;
  std::uint8_t watched;            ///< compiled code relies on this type: changes fire the watchpoint
  TypeId id;                       ///< TypeId::Count for types that are not in builtin_types.def
  std::uint16_t members_size;      ///< bytes of the slots that this type's own __slots__ added
  const char* native_name;         ///< full name with module for native types, else null
  void* native_data;               ///< of types that modules define; theirs
  const BufferProtocol* buffer;    ///< object/buffer.h; of the type that defines it, not of its subclasses
  Value specials[kSpecialCount];   ///< what lookup along the MRO finds (unbound); empty: nothing. Kept current by the type machinery.

  Value special(Special which) const { return specials[static_cast<int>(which)]; }
  bool has(Special which) const { return !special(which).is_empty(); }
};
inline constexpr std::uint32_t kTypeHeap = 1;            ///< made by a class statement or type(): attributes can be set
inline constexpr std::uint32_t kTypeSubclassable = 2;
inline constexpr std::uint32_t kTypeUninstantiable = 4;
inline constexpr std::uint32_t kTypeHasDict = 8;         ///< instances have a __dict__
inline constexpr std::uint32_t kTypeHasWeakref = 16;
inline constexpr std::uint32_t kTypeHasFinalizer = 32;   ///< defines or inherits __del__
inline constexpr std::uint32_t kTypeSequencePattern = 64;  ///< match: case [..]
inline constexpr std::uint32_t kTypeMappingPattern = 128;
inline constexpr std::uint32_t kTypeAbstract = 256;      ///< has __abstractmethods__
inline constexpr std::uint32_t kTypeDefaultGetAttribute = 512;  ///< __getattribute__ is object's and there is no __getattr__
inline constexpr std::uint32_t kTypeDefaultSetAttr = 1024;      ///< __setattr__ and __delattr__ are object's
inline constexpr std::uint32_t kTypeVariableSize = 2048; ///< instances are tuple, str, bytes: size varies
inline constexpr std::uint32_t kTypeImmutable = 4096;    ///< native: setting attributes raises TypeError
inline constexpr std::uint32_t kTypeSelfMatch = 8192;    ///< match: one positional pattern matches the subject itself (int, str, ...)

/// A layout of attributes: of which type, which names in which slots. Shapes form trees: adding an attribute goes to a child.
/// Made by the VM's ShapeTable, never freed while the VM lives; index 0 is no shape.
struct Shape {
  std::uint32_t index;
  Type* type;
  Shape* parent;           ///< null: root
  Str* last_name;          ///< the attribute added to the parent
  std::uint32_t count;     ///< attributes
  bool dictionary;         ///< instances keep their attributes in a Dict in the attribute word
  std::unordered_map<Str*, Shape*> transitions;         ///< by interned name
  std::unordered_map<Str*, std::uint32_t> slots;        ///< filled lazily from the parents at first lookup (slots_complete)
  bool slots_complete = false;
};

inline constexpr std::uint32_t kNoSlot = 0xffff'ffff;

class ShapeTable {
 public:
  /// Shape of a cell header's index.
  Shape* at(std::uint32_t index) const { return shapes_[index]; }
  std::uint32_t count() const { return static_cast<std::uint32_t>(shapes_.size()); }
  Shape* add(Type* type, Shape* parent, Str* last_name, bool dictionary);
  /// Slot number of an interned name, or kNoSlot.
  std::uint32_t slot_of(Shape* shape, Str* name);
  Shape* with_attribute(Shape* shape, Str* name);
  Shape* dictionary_shape(Type* type);
  void trace(Tracer& tracer);
  ShapeTable();
  ~ShapeTable();
  ShapeTable(const ShapeTable&) = delete;

 private:
  std::vector<Shape*> shapes_;
};

/// Where a new heap type of these bases would differ in layout from `base`; see type_new.cpp.
Result<Type*> new_heap_type(Vm& vm, Type* metatype, Str* name, Tuple* bases, Dict* namespace_dict, Dict* keywords);
/// type.__bases__ = bases, of a heap type. \pre bases are types, not subtypes of `type`
Result<void> set_type_bases(Vm& vm, Type* type, Tuple* bases);
/// Whether an instance of the one type may become one of the other: same struct, same members of __slots__.
bool instance_layouts_agree(const Type* before, const Type* after);
/// Sets the dictionary entry, then versions, specials and flags of the type and its subclasses.
void type_changed(Vm& vm, Type* type, Str* name);
/// mro() of a metaclass that overrides it, checked; else `computed`.
Result<Tuple*> custom_mro(Vm& vm, Type* type, Tuple* computed);
/// Applies the descriptor protocol: what `found` on `type` gives for `object` (empty: the type itself is asked).
Result<Value> bind_descriptor(Vm& vm, Value found, Value object, Type* type);
/// __name__ in the globals of the running function, or empty.
Value current_module_name(Vm& vm);
Result<bool> is_identifier(Vm& vm, Value text);

/// Told by vm/ (watchpoints, inline caches): a watched type or a subclass has changed; a class attribute was set after the
/// class statement (a new data descriptor overrides cached instance slots).
void watched_type_changed(Vm& vm, Type* type);
void class_attribute_set(Vm& vm, Type* type, Value value);
/// Recomputes specials and the flags that follow from them.
void refresh_type(Vm& vm, Type* type);
/// The C3 linearization as a Tuple; TypeError when there is none.
Result<Tuple*> compute_mro(Vm& vm, Type* type, Tuple* bases);
/// Interned names of specials carry their number: kSpecialCount when `name` is no special.
inline int special_index(const Str* name) { return name->aux ? name->aux - 1 : kSpecialCount; }

struct Instance : Cell {
  Value attributes;  ///< attribute word of plain objects (attributes_offset 8)
  Value slots[];
};

}  // namespace tauraro
