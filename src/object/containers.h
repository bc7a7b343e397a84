#pragma once
#include <span>

#include "object/array.h"
#include "object/result.h"
#include "object/str.h"

namespace tauraro {

class Tracer;

struct Tuple : Cell {
  std::uint64_t length;
  Value attributes;  ///< attribute word of subclass instances (object/type.h)
  Value items[];
  std::span<const Value> span() const { return {items, length}; }
};
static_assert(offsetof(Tuple, length) == 8 && offsetof(Tuple, items) == 24);


Result<Tuple*> new_tuple(Vm& vm, std::uint64_t length);  ///< items empty, to be filled before anything else runs
Result<Tuple*> new_tuple(Vm& vm, std::span<const Value> items);
Tuple* empty_tuple(Vm& vm);

struct List : Cell {
  std::uint64_t length;
  Array* storage;  ///< null when never grown
  std::span<const Value> span() const { return {storage ? storage->items : nullptr, length}; }
};
static_assert(offsetof(List, length) == 8 && offsetof(List, storage) == 16);

Result<List*> new_list(Vm& vm, std::uint64_t capacity = 0);
Result<List*> new_list(Vm& vm, std::span<const Value> items);
Result<void> list_append(Vm& vm, List* list, Value item);
/// Appends all items of any iterable.
Result<void> list_extend(Vm& vm, List* list, Value iterable);
Result<void> list_insert(Vm& vm, List* list, std::int64_t index, Value item);
/// \pre 0 <= index < length
Value list_remove_at(Vm& vm, List* list, std::int64_t index);
void list_set(Vm& vm, List* list, std::int64_t index, Value item);  ///< with barrier; \pre in range
/// Room for `capacity` items without further allocation.
Result<void> list_reserve(Vm& vm, List* list, std::uint64_t capacity);
/// list[start:stop] = items; \pre 0 <= start <= stop <= length, items not in the list's own storage
Result<void> list_replace(Vm& vm, List* list, std::uint64_t start, std::uint64_t stop, std::span<const Value> items);
void list_clear(Vm& vm, List* list);
Result<void> list_sort(Vm& vm, List* list, Value key, bool reverse);

/// Insertion-ordered hash table. Entries stand in `entries` in order of insertion (deleted ones: key empty); `index` maps hashes to
/// entry numbers. In cell mode (globals) an entry's value is a GlobalCell, whose value is empty after deletion or when only
/// linked code has mentioned the name.
struct DictEntry {
  std::uint64_t hash;
  Value key, value;
};
/// The rows of a dict: a cell of its own kind, since a hash may look like an address. Not visible to Python.
struct DictTable : Cell {
  std::uint64_t capacity;  ///< in rows
  DictEntry rows[];
};
static_assert(offsetof(DictTable, rows) == 16 && sizeof(DictEntry) == 24);
struct Dict : Cell {
  std::uint64_t count;       ///< live items (in cell mode: with a value)
  DictTable* entries;        ///< null when empty
  Buffer* index;             ///< 1, 2 or 4 bytes a slot; null when the dict is small enough to be scanned
  std::uint32_t used;        ///< rows of entries in use, deleted ones included
  std::uint32_t version;     ///< changes whenever a key is added or removed or entries move
  std::uint8_t mode;         ///< DictMode
  std::uint8_t only_str_keys;  ///< every key is an exact str
  std::uint8_t unused[2];
  std::uint32_t first;       ///< no live row stands before this one
};
static_assert(offsetof(Dict, count) == 8 && offsetof(Dict, entries) == 16 && offsetof(Dict, used) == 32 && offsetof(Dict, version) == 36);
enum class DictMode : std::uint8_t { Plain, Cells };

Result<Dict*> new_dict(Vm& vm);
/// Value, not_found, or raised (by __hash__ or __eq__).
Result<Value> dict_get(Vm& vm, Dict* dict, Value key);
/// Never raises, never runs Python when the dict has only str keys (otherwise str subclasses' __eq__ are not called either).
Value dict_get_str(Vm& vm, Dict* dict, Str* key);  ///< value or not_found
Result<void> dict_set(Vm& vm, Dict* dict, Value key, Value value);
Result<void> dict_set_str(Vm& vm, Dict* dict, Str* key, Value value);
/// Whether it was there.
Result<bool> dict_delete(Vm& vm, Dict* dict, Value key);
/// Removes and returns the value, or not_found.
Result<Value> dict_pop(Vm& vm, Dict* dict, Value key);
Result<Value> dict_set_default(Vm& vm, Dict* dict, Value key, Value value);
void dict_clear(Vm& vm, Dict* dict);
Result<Dict*> dict_copy(Vm& vm, Dict* dict);
/// dict.update(other): mappings with keys(), or pairs.
Result<void> dict_update(Vm& vm, Dict* dict, Value other);
/// Iteration by position: advances *position over deleted entries; false at the end. Safe against changes of values.
bool dict_next(Dict* dict, std::uint32_t* position, Value* key, Value* value);
/// The same from the end: *position starts as dict->used. Rows are numbered as by dict_next.
bool dict_previous(Dict* dict, std::uint32_t* position, Value* key, Value* value);
/// With the key's hash known (as hash() gives it).
Result<Value> dict_get_hashed(Vm& vm, Dict* dict, Value key, std::uint64_t hash);
Result<void> dict_set_hashed(Vm& vm, Dict* dict, Value key, std::uint64_t hash, Value value);
Result<Value> dict_pop_hashed(Vm& vm, Dict* dict, Value key, std::uint64_t hash);
/// Removes the last item; false when the dict is empty.
bool dict_pop_last(Vm& vm, Dict* dict, Value* key, Value* value);
/// Makes an item that is there the last or first one. Raises only MemoryError. False: no such key.
Result<bool> dict_move_to_end(Vm& vm, Dict* dict, Value key, bool last);
/// hash(key) with fast paths for str and small ints.
Result<std::uint64_t> hash_key(Vm& vm, Value key);
/// Storing into the cell of a global that has a value. An empty cell must be filled through dict_set_str, which gives the
/// name its place in the order.
void store_global(Vm& vm, GlobalCell* cell, Value value);
/// Compiled code relies on the value of this cell, which has changed (vm/watchpoints).
void fire_global_watchpoint(Vm& vm, GlobalCell* cell);
/// Turns a plain dict into cell mode (once; stays a dict to Python).
Result<void> dict_use_cells(Vm& vm, Dict* dict);
/// The cell of a name, made (empty) when missing. \pre cell mode
Result<GlobalCell*> dict_cell(Vm& vm, Dict* dict, Str* name);

/// set and frozenset: open addressing with CPython 3.11's probe sequence and growth, so that iteration order is the same.
struct SetEntry {
  std::uint64_t hash;
  Value key;  ///< empty: never used; not_found: deleted
};
/// The slots of a set: a cell of its own kind, since a hash may look like an address. Not visible to Python.
struct SetTable : Cell {
  std::uint64_t capacity;  ///< in slots
  SetEntry slots[];
};
struct Set : Cell {
  std::uint64_t count;   ///< live items
  std::uint64_t fill;    ///< live and deleted
  std::uint64_t mask;    ///< slots - 1
  SetTable* table;       ///< null when empty (mask is then 7)
  std::uint64_t hash;    ///< frozenset: 0 not computed
  std::uint64_t finger;  ///< for pop()
};
Result<Set*> new_set(Vm& vm);
Result<Set*> new_frozenset(Vm& vm);
Result<bool> set_contains(Vm& vm, Set* set, Value key);
Result<void> set_add(Vm& vm, Set* set, Value key);
Result<bool> set_discard(Vm& vm, Set* set, Value key);
Result<void> set_update(Vm& vm, Set* set, Value iterable);
/// With the key's hash known (as hash() gives it).
Result<bool> set_contains_hashed(Vm& vm, Set* set, Value key, std::uint64_t hash);
Result<void> set_add_hashed(Vm& vm, Set* set, Value key, std::uint64_t hash);
Result<bool> set_discard_hashed(Vm& vm, Set* set, Value key, std::uint64_t hash);
void set_clear(Vm& vm, Set* set);
/// Gives back the slots of deleted items when there are many, as CPython does after a difference.
Result<void> set_shrink(Vm& vm, Set* set);
/// Removes and returns the item that CPython would; not_found when empty.
Value set_pop(Set* set);
bool set_next(Set* set, std::uint64_t* position, Value* key);

struct Range : Cell {
  Value start, stop, step, length;  ///< plain ints of any size
};
struct Slice : Cell {
  Value start, stop, step;
};
Result<Value> new_range(Vm& vm, Value start, Value stop, Value step);
Result<Value> new_slice(Vm& vm, Value start, Value stop, Value step);
struct SliceBounds {
  std::int64_t start, stop, step, count;
};
/// slice.indices(length) with the number of items; ValueError for step 0.
Result<SliceBounds> slice_bounds(Vm& vm, Slice* slice, std::int64_t length);

/// Trace functions of the tables (object/tables_trace.cpp), for the registration of kinds.
void trace_dict_table(Cell* cell, Tracer& tracer);
void trace_set_table(Cell* cell, Tracer& tracer);

/// Native iterators (list, tuple, range, str, dict, zip, ...): what they hold depends on the type; `next` is the type's native
/// function, returning the item, done, or raised; it is also what type.__next__ calls.
struct Iterator : Cell {
  Result<Value> (*next)(Vm& vm, Iterator* self);
  Value source;        ///< what is iterated; empty when exhausted
  std::int64_t index;  ///< next position, or next number of a range
  std::int64_t limit;  ///< range: stop, or number of items at the start (dict and set: to notice changes)
  Value extra;         ///< step of a range as bits of an int, second object, ...
};
static_assert(offsetof(Iterator, next) == 8 && offsetof(Iterator, source) == 16 && offsetof(Iterator, index) == 24);

/// A native object with a few Values and a few raw words: types of modules and rarely used builtin types.
/// `Values` first; `raw` may point to a C++ object that `finalize` deletes.
struct NativeObject : Cell {
  void* raw;
  void (*finalize)(void* raw);
  std::uint64_t value_count;
  Value attributes;  ///< attribute word of instances that have one
  Value values[];
};
static_assert(offsetof(NativeObject, values) == 40);

}  // namespace tauraro
