#include "object/memory_view.h"

#include <cstring>

#include "object/bytes.h"
#include "object/operations.h"

namespace tauraro {

namespace {

void copy_out(const MemoryView& content, std::size_t dimension, const char* data, std::string& out) {
  if (dimension == content.shape.size()) {
    out.append(data, static_cast<std::size_t>(content.item_size));
    return;
  }
  for (std::int64_t i = 0; i < content.shape[dimension]; ++i) copy_out(content, dimension + 1, data + i * content.strides[dimension], out);
}

Result<void> acquire_view(Vm& vm, Value object, BufferInfo* info) {
  MemoryView* content = TRY(open_memory_view(vm, object));
  if (!content->is_contiguous()) return vm.raise(TypeId::BufferError, "memoryview: underlying buffer is not C-contiguous");
  ++content->exports;
  info->data = content->data;
  info->length = static_cast<std::size_t>(content->byte_count());
  info->item_size = static_cast<std::size_t>(content->item_size);
  info->format = content->format.c_str();
  info->read_only = content->read_only;
  return {};
}

void release_view(Vm&, Value object) { --memory_view_of(object)->exports; }

void register_view(Vm& vm, NativeObject* view) {
  if (!vm.memory_views) {
    vm.memory_views = std::make_shared<MemoryViewTable>(vm);
    const auto hook = [](void* table, Tracer&, WeakPhase phase, CollectKind) {
      if (phase == WeakPhase::AfterResurrection) static_cast<MemoryViewTable*>(table)->forget_dead();
    };
    vm.heap.add_weak_hook(hook, vm.memory_views.get());
  }
  vm.memory_views->views.push_back(view);
}

}  // namespace

void MemoryViewTable::forget_dead() {
  std::erase_if(views, [&](NativeObject* view) {
    if (static_cast<MemoryView*>(view->raw)->released) return true;
    if (vm.heap.is_marked(view)) return false;
    const Value owner = view->values[0];
    if (owner.is_cell() && vm.heap.is_marked(owner.as_cell())) release_buffer(vm, owner);
    return true;
  });
}

const BufferProtocol kMemoryViewBuffer = {acquire_view, release_view};

std::string memory_view_bytes(const MemoryView& content) {
  if (content.is_contiguous()) return std::string(content.data, static_cast<std::size_t>(content.byte_count()));
  std::string out;
  copy_out(content, 0, content.data, out);
  return out;
}

Result<Value> new_memory_view_like(Vm& vm, Value object, const MemoryView& content) {
  BufferInfo info;
  if (!object.is_none()) TRY(acquire_buffer(vm, object, &info));
  NativeObject* view = vm.allocate<NativeObject>(kind::NativeObject, builtin_shape(TypeId::MemoryView), sizeof(Value));
  if (!view) return Raised{};
  view->raw = new MemoryView(content);
  view->finalize = [](void* raw) { delete static_cast<MemoryView*>(raw); };
  view->value_count = 1;
  view->values[0] = object;
  register_view(vm, view);
  return Value::from_cell(view);
}

Result<Value> new_memory_view(Vm& vm, Value object) {
  if (vm.is_exact(object, TypeId::MemoryView)) {
    MemoryView content = *TRY(open_memory_view(vm, object));
    content.exports = 0;
    return new_memory_view_like(vm, object.as<NativeObject>()->values[0], content);
  }
  const BufferProtocol* protocol = buffer_protocol(vm, object);
  if (protocol && protocol->inner_view) return new_memory_view(vm, TRY(protocol->inner_view(vm, object)));
  if (!is_bytes_like(vm, object)) return vm.raise_error(TypeId::TypeError, "memoryview: a bytes-like object is required, not '", full_type_name(vm, vm.type_of(object)), "'");
  BufferInfo info;
  TRY(acquire_buffer(vm, object, &info));
  release_buffer(vm, object);
  MemoryView content;
  content.data = info.data;
  content.format = info.format;
  content.item_size = static_cast<std::int64_t>(info.item_size);
  content.read_only = info.read_only;
  content.shape = {static_cast<std::int64_t>(info.length / info.item_size)};
  content.strides = {content.item_size};
  return new_memory_view_like(vm, object, content);
}

Result<MemoryView*> open_memory_view(Vm& vm, Value object) {
  MemoryView* content = memory_view_of(object);
  if (content->released) return vm.raise(TypeId::ValueError, "operation forbidden on released memoryview object");
  return content;
}

Result<void> release_memory_view(Vm& vm, Value object) {
  MemoryView* content = memory_view_of(object);
  if (content->released) return {};
  if (content->exports)
    return vm.raise_error(TypeId::BufferError, "memoryview has ", content->exports, " exported buffer", content->exports == 1 ? "" : "s");
  content->released = true;
  NativeObject* view = object.as<NativeObject>();
  if (!view->values[0].is_none()) release_buffer(vm, view->values[0]);
  view->values[0] = Value::none();
  return {};
}

}  // namespace tauraro
