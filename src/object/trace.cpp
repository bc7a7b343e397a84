#include "object/trace.h"

#include <algorithm>

#include "bytecode/liveness.h"
#include "object/bytes.h"
#include "object/exception.h"
#include "object/feedback.h"
#include "object/function.h"
#include "object/int.h"
#include "object/runtime.h"
#include "object/type_layout.h"
#include "object/weak_reference.h"

namespace tauraro {
namespace {

void visit(Tracer& tracer, Value value) { tracer.visit_word(value.bits()); }
void visit_all(Tracer& tracer, const Value* values, std::size_t count) {
  tracer.visit_words(reinterpret_cast<const std::uint64_t*>(values), count);
}

/// Attribute word, inline slots and members that follow the struct in instances of heap types (and of builtins with a
/// __dict__): all words from the end of the struct to the instance size. A `__class__` assignment may have changed the type: the cell's own size bounds it.
void trace_instance_part(Cell* cell, Tracer& tracer, std::size_t struct_size) {
  Vm& vm = vm_of(tracer.heap());
  const Type* type = vm.shapes.at(cell->shape)->type;
  if (type->flags & kTypeHeap) tracer.visit(type);
  const std::size_t end = type->instance_size;
  if (end <= struct_size) return;
  const std::size_t bound = std::min(end, vm.heap.cell_bytes(cell));
  visit_all(tracer, reinterpret_cast<const Value*>(reinterpret_cast<char*>(cell) + struct_size), (bound - struct_size) / sizeof(Value));
}

void trace_instance(Cell* cell, Tracer& tracer) { trace_instance_part(cell, tracer, sizeof(Cell)); }

void trace_type(Cell* cell, Tracer& tracer) {
  auto* type = static_cast<Type*>(cell);
  visit(tracer, type->name);
  visit(tracer, type->qualname);
  visit(tracer, type->bases);
  visit(tracer, type->mro);
  tracer.visit(type->base);
  tracer.visit(type->dict);
  tracer.visit(type->subclasses);
  visit_all(tracer, type->specials, kSpecialCount);
  trace_instance_part(cell, tracer, sizeof(Type));
}

void trace_int_cell(Cell* cell, Tracer& tracer) {
  visit(tracer, static_cast<IntCell*>(cell)->big);
  trace_instance_part(cell, tracer, sizeof(IntCell));
}

void trace_str(Cell* cell, Tracer& tracer) {
  auto* text = static_cast<Str*>(cell);
  if (text->flags & kStrRopeKind) {
    visit(tracer, text->rope.left);
    visit(tracer, text->rope.right);
  }
  Vm& vm = vm_of(tracer.heap());
  if (cell->shape != builtin_shape(TypeId::Str) && vm.shapes.at(cell->shape)->type->flags & kTypeHeap)
    trace_instance_part(cell, tracer, sizeof(Str));
}

void trace_bytes(Cell* cell, Tracer& tracer) {
  visit(tracer, static_cast<Bytes*>(cell)->attributes);
  trace_instance_part(cell, tracer, SIZE_MAX);
}

void trace_bytearray(Cell* cell, Tracer& tracer) {
  tracer.visit(static_cast<ByteArray*>(cell)->storage);
  trace_instance_part(cell, tracer, sizeof(ByteArray));
}

void trace_array(Cell* cell, Tracer& tracer) {
  auto* array = static_cast<Array*>(cell);
  visit_all(tracer, array->items, array->capacity);
}
/// A card may hold the words before the items and the room after them, which are no values.
void trace_array_range(Cell* cell, Tracer& tracer, const void* begin, const void* end) {
  const auto* array = static_cast<const Array*>(cell);
  const Value* items = array->items;
  const Value* first = std::max(static_cast<const Value*>(begin), items);
  const Value* last = std::min(static_cast<const Value*>(end), items + array->capacity);
  if (first < last) visit_all(tracer, first, static_cast<std::uint64_t>(last - first));
}

void trace_tuple(Cell* cell, Tracer& tracer) {
  auto* tuple = static_cast<Tuple*>(cell);
  visit(tracer, tuple->attributes);
  visit_all(tracer, tuple->items, tuple->length);
  trace_instance_part(cell, tracer, SIZE_MAX);
}

void trace_list(Cell* cell, Tracer& tracer) {
  tracer.visit(static_cast<List*>(cell)->storage);
  trace_instance_part(cell, tracer, sizeof(List));
}

void trace_dict(Cell* cell, Tracer& tracer) {
  auto* dict = static_cast<Dict*>(cell);
  tracer.visit(dict->entries);
  tracer.visit(dict->index);
  trace_instance_part(cell, tracer, sizeof(Dict));
}

void trace_set(Cell* cell, Tracer& tracer) {
  tracer.visit(static_cast<Set*>(cell)->table);
  trace_instance_part(cell, tracer, sizeof(Set));
}

/// Kinds whose fields after the header are all Values (or cell pointers, whose bits are the same): the whole struct is words.
template <class T>
void trace_words(Cell* cell, Tracer& tracer) {
  visit_all(tracer, reinterpret_cast<const Value*>(reinterpret_cast<char*>(cell) + sizeof(Cell)), (sizeof(T) - sizeof(Cell)) / sizeof(Value));
  trace_instance_part(cell, tracer, sizeof(T));
}

/// Kinds whose struct names no cells.
template <class T>
void trace_no_words(Cell* cell, Tracer& tracer) {
  trace_instance_part(cell, tracer, sizeof(T));
}

void trace_global_cell(Cell* cell, Tracer& tracer) {
  auto* global = static_cast<GlobalCell*>(cell);
  visit(tracer, global->value);
  visit(tracer, global->key);
}

void trace_code(Cell* cell, Tracer& tracer) {
  auto* code = static_cast<Code*>(cell);
  for (Value value : {code->constants, code->names, code->local_names, code->children, code->filename, code->name, code->qualname, code->linked, code->overrides})
    visit(tracer, value);
}
void finalize_code(Cell* cell) { delete static_cast<Code*>(cell)->unit; }

void trace_cache(const InlineCache& cache, Tracer& tracer) {
  visit(tracer, cache.value);
  tracer.visit_word(cache.state == InlineCache::State::AddSlot ? 0 : cache.owner_bits);
}

void trace_linked_code(Cell* cell, Tracer& tracer) {
  auto* linked = static_cast<LinkedCode*>(cell);
  tracer.visit(linked->code);
  tracer.visit(linked->globals);
  visit(tracer, linked->builtins);
  for (std::uint32_t i = 0; i < linked->cache_count; ++i) {
    trace_cache(linked->caches[i], tracer);
    for (int j = 0; j < linked->caches[i].count; ++j) trace_cache(linked->caches[i].more[j], tracer);
  }
  if (linked->trace_jit_data) linked->trace_jit_data(linked, tracer);
}
void finalize_linked_code(Cell* cell) {
  auto* linked = static_cast<LinkedCode*>(cell);
  for (std::uint32_t i = 0; i < linked->cache_count; ++i) delete[] linked->caches[i].more;
  delete[] linked->caches;
  delete[] linked->instructions;
  delete linked->liveness;
  if (linked->free_jit_data) linked->free_jit_data(linked);
}

void trace_function(Cell* cell, Tracer& tracer) {
  auto* function = static_cast<Function*>(cell);
  tracer.visit(function->code);
  for (Value value : {function->defaults, function->closure, function->kwdefaults, function->name, function->qualname, function->module,
                      function->doc, function->annotations, function->attributes})
    visit(tracer, value);
}

void trace_native_function(Cell* cell, Tracer& tracer) {
  auto* function = static_cast<NativeFunction*>(cell);
  visit(tracer, function->self);
  visit(tracer, function->owner);
  visit(tracer, function->module);
}

void trace_member(Cell* cell, Tracer& tracer) {
  tracer.visit(static_cast<Member*>(cell)->owner);
  visit(tracer, static_cast<Member*>(cell)->name);
}
void trace_get_set(Cell* cell, Tracer& tracer) {
  tracer.visit(static_cast<GetSet*>(cell)->owner);
  visit(tracer, static_cast<GetSet*>(cell)->name);
}

void trace_traceback(Cell* cell, Tracer& tracer) {
  visit(tracer, static_cast<Traceback*>(cell)->next);
  visit(tracer, static_cast<Traceback*>(cell)->frame);
}

void trace_frame_object(Cell* cell, Tracer& tracer) {
  auto* frame = static_cast<FrameObject*>(cell);
  tracer.visit(frame->code);
  for (Value value : {frame->back, frame->locals, frame->namespace_object, frame->trace, frame->generator, frame->locals_dict, frame->function})
    visit(tracer, value);
}

void trace_generator(Cell* cell, Tracer& tracer) {
  auto* generator = static_cast<Generator*>(cell);
  tracer.visit(generator->code);
  tracer.visit(generator->function);
  tracer.visit(generator->registers);
  for (Value value : {generator->name, generator->qualname, generator->handled, generator->frame_object, generator->delegate, generator->origin})
    visit(tracer, value);
}

void trace_iterator(Cell* cell, Tracer& tracer) {
  visit(tracer, static_cast<Iterator*>(cell)->source);
  visit(tracer, static_cast<Iterator*>(cell)->extra);
  trace_instance_part(cell, tracer, sizeof(Iterator));
}

void trace_native_object(Cell* cell, Tracer& tracer) {
  auto* object = static_cast<NativeObject*>(cell);
  visit(tracer, object->attributes);
  visit_all(tracer, object->values, object->value_count);
  trace_instance_part(cell, tracer, sizeof(NativeObject) + object->value_count * sizeof(Value));
}
void trace_weak_reference(Cell* cell, Tracer& tracer) {
  visit(tracer, static_cast<WeakReference*>(cell)->callback);
  trace_instance_part(cell, tracer, sizeof(WeakReference));
}
void finalize_native_object(Cell* cell) {
  auto* object = static_cast<NativeObject*>(cell);
  if (object->finalize) object->finalize(object->raw);
}

}  // namespace

void register_cell_kinds(Heap& heap) {
  const auto add = [&](CellKind kind, const char* name, void (*trace)(Cell*, Tracer&), void (*finalize)(Cell*) = nullptr) {
    heap.register_kind(kind, KindInfo{trace, finalize, name});
  };
  add(kind::Instance, "Instance", trace_instance);
  add(kind::Type, "Type", trace_type);
  add(kind::IntCell, "IntCell", trace_int_cell);
  add(kind::BigInt, "BigInt", nullptr);
  add(kind::FloatObject, "FloatObject", trace_no_words<FloatObject>);
  add(kind::Complex, "Complex", trace_no_words<Complex>);
  add(kind::Str, "Str", trace_str);
  add(kind::Buffer, "Buffer", nullptr);
  add(kind::Bytes, "Bytes", trace_bytes);
  add(kind::ByteArray, "ByteArray", trace_bytearray);
  heap.register_kind(kind::Array, KindInfo{trace_array, nullptr, "Array", trace_array_range});
  add(kind::Tuple, "Tuple", trace_tuple);
  add(kind::List, "List", trace_list);
  add(kind::Dict, "Dict", trace_dict);
  add(kind::Set, "Set", trace_set);
  add(kind::DictTable, "DictTable", trace_dict_table);
  add(kind::SetTable, "SetTable", trace_set_table);
  add(kind::Range, "Range", trace_words<Range>);
  add(kind::Slice, "Slice", trace_words<Slice>);
  add(kind::GlobalCell, "GlobalCell", trace_global_cell);
  add(kind::Box, "Box", trace_words<Box>);
  add(kind::Code, "Code", trace_code, finalize_code);
  add(kind::LinkedCode, "LinkedCode", trace_linked_code, finalize_linked_code);
  add(kind::Function, "Function", trace_function);
  add(kind::NativeFunction, "NativeFunction", trace_native_function);
  add(kind::BoundMethod, "BoundMethod", trace_words<BoundMethod>);
  add(kind::Member, "Member", trace_member);
  add(kind::GetSet, "GetSet", trace_get_set);
  add(kind::Property, "Property", trace_words<Property>);
  add(kind::StaticMethod, "StaticMethod", trace_words<StaticMethod>);
  add(kind::ClassMethod, "ClassMethod", trace_words<ClassMethod>);
  add(kind::Super, "Super", trace_words<Super>);
  add(kind::Module, "Module", trace_words<Module>);
  add(kind::Exception, "Exception", trace_words<Exception>);
  add(kind::Traceback, "Traceback", trace_traceback);
  add(kind::FrameObject, "FrameObject", trace_frame_object);
  add(kind::Generator, "Generator", trace_generator);
  add(kind::Iterator, "Iterator", trace_iterator);
  add(kind::WeakReference, "WeakReference", trace_weak_reference);
  add(kind::NativeObject, "NativeObject", trace_native_object, finalize_native_object);
}

}  // namespace tauraro
