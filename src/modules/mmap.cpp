// The module mmap: files and anonymous memory mapped into the process.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>

#include "builtins/arguments.h"
#include "builtins/support.h"
#include "modules/posix/posix.h"
#include "object/buffer.h"
#include "object/bytes.h"
#include "vm/dead_registers.h"

namespace tauraro {
namespace {

enum Access { kAccessDefault, kAccessRead, kAccessWrite, kAccessCopy };

/// What an mmap object's `raw` points to.
struct Mapping {
  char* data = nullptr;  ///< null: closed
  std::size_t size = 0, position = 0;
  std::int64_t offset = 0;
  int descriptor = -1;   ///< a duplicate; -1: anonymous
  int access = kAccessDefault, flags = MAP_SHARED;
  std::uint32_t exports = 0;
};

Mapping& mapping_of(Value self) { return *static_cast<Mapping*>(self.as<NativeObject>()->raw); }

void unmap(Mapping& mapping) {
  if (mapping.data) ::munmap(mapping.data, mapping.size);
  if (mapping.descriptor >= 0) ::close(mapping.descriptor);
  mapping.data = nullptr;
  mapping.descriptor = -1;
}
void free_mapping(void* raw) {
  auto* mapping = static_cast<Mapping*>(raw);
  unmap(*mapping);
  delete mapping;
}

Result<Mapping*> open_mapping(Vm& vm, Value self) {
  Mapping& mapping = mapping_of(self);
  if (!mapping.data) return vm.raise(TypeId::ValueError, "mmap closed or invalid");
  return &mapping;
}
Result<Mapping*> writable_mapping(Vm& vm, Value self) {
  Mapping* mapping = TRY(open_mapping(vm, self));
  if (mapping->access == kAccessRead) return vm.raise(TypeId::TypeError, "mmap can't modify a readonly memory map.");
  return mapping;
}

/// Whether there are views of the memory; those that nobody names do not count.
bool is_exported(Vm& vm, const Mapping& mapping) {
  if (mapping.exports) {
    clear_dead_registers(vm);
    vm.heap.collect(CollectKind::Full);
  }
  return mapping.exports != 0;
}

// ---- making one ----

/// How much of the file is mapped when `length` is wanted (0: to its end).
Result<std::int64_t> length_in_file(Vm& vm, int descriptor, std::int64_t length, std::int64_t offset) {
  struct stat info;
  if (descriptor == -1) return length;
  if (::fstat(descriptor, &info) != 0) return posix::raise_errno(vm);
  if (!S_ISREG(info.st_mode)) return length;
  if (length == 0) {
    if (info.st_size == 0) return vm.raise(TypeId::ValueError, "cannot mmap an empty file");
    if (offset >= info.st_size) return vm.raise(TypeId::ValueError, "mmap offset is greater than file size");
    return info.st_size - offset;
  }
  if (offset > info.st_size || info.st_size - offset < length) return vm.raise(TypeId::ValueError, "mmap length is greater than file size");
  return length;
}

Result<Value> mmap_new(Vm& vm, const Args& args) {
  const int descriptor = TRY(parse_c_int(vm, args[1]));
  std::int64_t length = TRY(index_to_int64(vm, args[2]));
  int flags = TRY(parse_c_int(vm, args[3])), protection = TRY(parse_c_int(vm, args[4]));
  int access = TRY(parse_c_int(vm, args[5]));
  const std::int64_t offset = TRY(index_to_int64(vm, args[6]));
  if (length < 0) return vm.raise(TypeId::OverflowError, "memory mapped length must be positive");
  if (offset < 0) return vm.raise(TypeId::OverflowError, "memory mapped offset must be positive");
  if (access != kAccessDefault && (flags != MAP_SHARED || protection != (PROT_WRITE | PROT_READ)))
    return vm.raise(TypeId::ValueError, "mmap can't specify both access and flags, prot.");
  switch (access) {
    case kAccessRead: flags = MAP_SHARED, protection = PROT_READ; break;
    case kAccessWrite: flags = MAP_SHARED, protection = PROT_READ | PROT_WRITE; break;
    case kAccessCopy: flags = MAP_PRIVATE, protection = PROT_READ | PROT_WRITE; break;
    case kAccessDefault:
      if (!(protection & PROT_WRITE)) access = kAccessRead;
      break;
    default: return vm.raise(TypeId::ValueError, "mmap invalid access parameter.");
  }
  length = TRY(length_in_file(vm, descriptor, length, offset));
  NativeObject* object = TRY(new_native_instance(vm, args[0].as<Type>(), 1));
  auto* mapping = new Mapping;
  object->raw = mapping;
  object->finalize = free_mapping;
  if (descriptor == -1) flags |= MAP_ANONYMOUS;
  else if ((mapping->descriptor = ::fcntl(descriptor, F_DUPFD_CLOEXEC, 0)) < 0) return posix::raise_errno(vm);
  void* data = ::mmap(nullptr, static_cast<std::size_t>(length), protection, flags, mapping->descriptor, offset);
  if (data == MAP_FAILED) return posix::raise_errno(vm);
  mapping->data = static_cast<char*>(data);
  mapping->size = static_cast<std::size_t>(length);
  mapping->offset = offset;
  mapping->access = access;
  mapping->flags = flags;
  return value_of(object);
}

Result<Value> close(Vm& vm, const Args& args) {
  Mapping& mapping = mapping_of(args[0]);
  if (is_exported(vm, mapping)) return vm.raise(TypeId::BufferError, "cannot close exported pointers exist");
  unmap(mapping);
  return Value::none();
}

Result<Value> resize(Vm& vm, const Args& args) {
  Mapping* mapping = TRY(open_mapping(vm, args[0]));
  const std::int64_t size = TRY(index_to_int64(vm, args[1]));
  if (is_exported(vm, *mapping)) return vm.raise(TypeId::BufferError, "mmap can't resize with extant buffers exported.");
  if (mapping->access == kAccessRead || mapping->access == kAccessCopy)
    return vm.raise(TypeId::TypeError, "mmap can't resize a readonly or copy-on-write memory map.");
  if (size < 0 || INT64_MAX - size < mapping->offset) return vm.raise(TypeId::ValueError, "new size out of range");
  if (mapping->descriptor != -1 && ::ftruncate(mapping->descriptor, mapping->offset + size) < 0) return posix::raise_errno(vm);
  void* data = ::mremap(mapping->data, mapping->size, static_cast<std::size_t>(size), MREMAP_MAYMOVE);
  if (data == MAP_FAILED) return posix::raise_errno(vm);
  mapping->data = static_cast<char*>(data);
  mapping->size = static_cast<std::size_t>(size);
  return Value::none();
}

// ---- as a file ----

Result<Value> bytes_of(Vm& vm, const char* data, std::size_t length) { return value_of(TRY(new_bytes(vm, {data, length}))); }

Result<Value> read(Vm& vm, const Args& args) {
  Mapping* mapping = TRY(open_mapping(vm, args[0]));
  std::int64_t wanted = args.has(1) && !args[1].is_none() ? TRY(index_to_int64(vm, args[1])) : -1;
  const std::size_t left = mapping->position < mapping->size ? mapping->size - mapping->position : 0;
  if (wanted < 0 || static_cast<std::size_t>(wanted) > left) wanted = static_cast<std::int64_t>(left);
  const char* start = mapping->data + mapping->position;
  mapping->position += static_cast<std::size_t>(wanted);
  return bytes_of(vm, start, static_cast<std::size_t>(wanted));
}

Result<Value> read_byte(Vm& vm, const Args& args) {
  Mapping* mapping = TRY(open_mapping(vm, args[0]));
  if (mapping->position >= mapping->size) return vm.raise(TypeId::ValueError, "read byte out of range");
  return Value::from_int(static_cast<unsigned char>(mapping->data[mapping->position++]));
}

Result<Value> read_line(Vm& vm, const Args& args) {
  Mapping* mapping = TRY(open_mapping(vm, args[0]));
  if (mapping->position >= mapping->size) return bytes_of(vm, "", 0);
  const char* start = mapping->data + mapping->position;
  const std::size_t left = mapping->size - mapping->position;
  const void* newline = std::memchr(start, '\n', left);
  const std::size_t length = newline ? static_cast<std::size_t>(static_cast<const char*>(newline) - start) + 1 : left;
  mapping->position += length;
  return bytes_of(vm, start, length);
}

Result<Value> write(Vm& vm, const Args& args) {
  BufferView view;
  TRY(view.open(vm, args[1]));
  Mapping* mapping = TRY(writable_mapping(vm, args[0]));
  if (mapping->position > mapping->size || mapping->size - mapping->position < view.length()) return vm.raise(TypeId::ValueError, "data out of range");
  std::memcpy(mapping->data + mapping->position, view.data(), view.length());
  mapping->position += view.length();
  return new_int(vm, static_cast<std::int64_t>(view.length()));
}

Result<Value> write_byte(Vm& vm, const Args& args) {
  const std::int64_t byte = TRY(index_to_int64(vm, args[1]));
  if (byte < 0) return vm.raise(TypeId::OverflowError, "unsigned byte integer is less than minimum");
  if (byte > 255) return vm.raise(TypeId::OverflowError, "unsigned byte integer is greater than maximum");
  Mapping* mapping = TRY(writable_mapping(vm, args[0]));
  if (mapping->position >= mapping->size) return vm.raise(TypeId::ValueError, "write byte out of range");
  mapping->data[mapping->position++] = static_cast<char>(byte);
  return Value::none();
}

Result<Value> seek(Vm& vm, const Args& args) {
  Mapping* mapping = TRY(open_mapping(vm, args[0]));
  const std::int64_t distance = TRY(index_to_int64(vm, args[1]));
  const int whence = args.has(2) ? TRY(parse_c_int(vm, args[2])) : 0;
  if (whence < 0 || whence > 2) return vm.raise(TypeId::ValueError, "unknown seek type");
  const std::int64_t start = whence == 0 ? 0 : whence == 1 ? static_cast<std::int64_t>(mapping->position) : static_cast<std::int64_t>(mapping->size);
  std::int64_t target;
  if (__builtin_add_overflow(start, distance, &target) || target < 0 || target > static_cast<std::int64_t>(mapping->size))
    return vm.raise(TypeId::ValueError, "seek out of range");
  mapping->position = static_cast<std::size_t>(target);
  return Value::none();
}
Result<Value> tell(Vm& vm, const Args& args) { return new_int(vm, static_cast<std::int64_t>(TRY(open_mapping(vm, args[0]))->position)); }

Result<Value> file_size(Vm& vm, const Args& args) {
  Mapping* mapping = TRY(open_mapping(vm, args[0]));
  if (mapping->descriptor == -1) return new_int(vm, static_cast<std::int64_t>(mapping->size));
  struct stat info;
  if (::fstat(mapping->descriptor, &info) != 0) return posix::raise_errno(vm);
  return new_int(vm, info.st_size);
}

Result<Value> flush(Vm& vm, const Args& args) {
  Mapping* mapping = TRY(open_mapping(vm, args[0]));
  const std::int64_t offset = args.has(1) ? TRY(index_to_int64(vm, args[1])) : 0;
  const std::int64_t size = args.has(2) ? TRY(index_to_int64(vm, args[2])) : static_cast<std::int64_t>(mapping->size);
  const auto whole = static_cast<std::int64_t>(mapping->size);
  if (offset < 0 || size < 0 || whole - offset < size) return vm.raise(TypeId::ValueError, "flush values out of range");
  if (mapping->access == kAccessRead || mapping->access == kAccessCopy) return Value::none();
  return posix::none_or_errno(vm, ::msync(mapping->data + offset, static_cast<std::size_t>(size), MS_SYNC));
}

/// find and rfind: args: self, sub, start, end.
Result<Value> find_in(Vm& vm, const Args& args, bool from_end) {
  BufferView needle;
  TRY(needle.open(vm, args[1]));
  Mapping* mapping = TRY(open_mapping(vm, args[0]));
  const auto size = static_cast<std::int64_t>(mapping->size);
  std::int64_t start = args.has(2) ? TRY(index_to_int64(vm, args[2])) : static_cast<std::int64_t>(mapping->position);
  std::int64_t end = args.has(3) ? TRY(index_to_int64(vm, args[3])) : size;
  if (start < 0) start = std::max<std::int64_t>(start + size, 0);
  if (end < 0) end = std::max<std::int64_t>(end + size, 0);
  start = std::min(start, size);
  end = std::min(end, size);
  if (end < start) return Value::from_int(-1);
  const std::string_view hay(mapping->data + start, static_cast<std::size_t>(end - start));
  const std::size_t at = from_end ? hay.rfind(needle.view()) : hay.find(needle.view());
  return at == std::string_view::npos ? Result<Value>(Value::from_int(-1)) : new_int(vm, start + static_cast<std::int64_t>(at));
}
Result<Value> find(Vm& vm, const Args& args) { return find_in(vm, args, false); }
Result<Value> rfind(Vm& vm, const Args& args) { return find_in(vm, args, true); }

Result<Value> move(Vm& vm, const Args& args) {
  Mapping* mapping = TRY(writable_mapping(vm, args[0]));
  const std::int64_t to = TRY(index_to_int64(vm, args[1])), from = TRY(index_to_int64(vm, args[2])), count = TRY(index_to_int64(vm, args[3]));
  const auto size = static_cast<std::int64_t>(mapping->size);
  if (to < 0 || from < 0 || count < 0 || size - to < count || size - from < count)
    return vm.raise(TypeId::ValueError, "source, destination, or count out of range");
  std::memmove(mapping->data + to, mapping->data + from, static_cast<std::size_t>(count));
  return Value::none();
}

Result<Value> advise(Vm& vm, const Args& args) {
  Mapping* mapping = TRY(open_mapping(vm, args[0]));
  const int option = TRY(parse_c_int(vm, args[1]));
  const std::int64_t start = args.has(2) ? TRY(index_to_int64(vm, args[2])) : 0;
  std::int64_t length = args.has(3) ? TRY(index_to_int64(vm, args[3])) : static_cast<std::int64_t>(mapping->size);
  const auto size = static_cast<std::int64_t>(mapping->size);
  if (start < 0 || start >= size) return vm.raise(TypeId::ValueError, "madvise start out of bounds");
  if (length < 0) return vm.raise(TypeId::ValueError, "madvise length invalid");
  if (INT64_MAX - start < length) return vm.raise(TypeId::OverflowError, "madvise length too large");
  length = std::min(length, size - start);
  return posix::none_or_errno(vm, ::madvise(mapping->data + start, static_cast<std::size_t>(length), option));
}

// ---- as a sequence ----

Result<Value> length_method(Vm& vm, const Args& args) { return new_int(vm, static_cast<std::int64_t>(TRY(open_mapping(vm, args[0]))->size)); }

Result<std::size_t> item_position(Vm& vm, Mapping* mapping, Value key) {
  std::int64_t index = TRY(item_index(vm, key));
  const auto size = static_cast<std::int64_t>(mapping->size);
  if (index < 0) index += size;
  if (index < 0 || index >= size) return vm.raise(TypeId::IndexError, "mmap index out of range");
  return static_cast<std::size_t>(index);
}

Result<Value> get_item_method(Vm& vm, const Args& args) {
  Mapping* mapping = TRY(open_mapping(vm, args[0]));
  if (is_index(vm, args[1])) return Value::from_int(static_cast<unsigned char>(mapping->data[TRY(item_position(vm, mapping, args[1]))]));
  if (!args[1].is(kind::Slice)) return vm.raise(TypeId::TypeError, "mmap indices must be integers");
  const SliceBounds bounds = TRY(slice_bounds(vm, args[1].as<Slice>(), static_cast<std::int64_t>(mapping->size)));
  if (bounds.step == 1) return bytes_of(vm, mapping->data + bounds.start, static_cast<std::size_t>(bounds.count));
  Bytes* bytes = TRY(new_bytes_uninitialized(vm, static_cast<std::uint64_t>(bounds.count)));
  for (std::int64_t i = 0; i < bounds.count; ++i) bytes->data[i] = mapping->data[bounds.start + i * bounds.step];
  return value_of(bytes);
}

Result<Value> set_item_method(Vm& vm, const Args& args) {
  Mapping* mapping = TRY(writable_mapping(vm, args[0]));
  if (is_index(vm, args[1])) {
    const std::size_t position = TRY(item_position(vm, mapping, args[1]));
    if (!is_index(vm, args[2])) return vm.raise(TypeId::TypeError, "mmap item value must be an int");
    const std::int64_t byte = TRY(index_clamped(vm, args[2]));
    if (byte < 0 || byte > 255) return vm.raise(TypeId::ValueError, "mmap item value must be in range(0, 256)");
    mapping->data[position] = static_cast<char>(byte);
    return Value::none();
  }
  if (!args[1].is(kind::Slice)) return vm.raise(TypeId::TypeError, "mmap indices must be integers");
  const SliceBounds bounds = TRY(slice_bounds(vm, args[1].as<Slice>(), static_cast<std::int64_t>(mapping->size)));
  BufferView view;
  TRY(view.open(vm, args[2]));
  if (static_cast<std::int64_t>(view.length()) != bounds.count) return vm.raise(TypeId::IndexError, "mmap slice assignment is wrong size");
  for (std::int64_t i = 0; i < bounds.count; ++i) mapping->data[bounds.start + i * bounds.step] = view.data()[i];
  return Value::none();
}

Result<Value> delete_item_method(Vm& vm, const Args& args) {
  TRY(writable_mapping(vm, args[0]));
  if (is_index(vm, args[1])) return vm.raise(TypeId::TypeError, "mmap doesn't support item deletion");
  return vm.raise(TypeId::TypeError, args[1].is(kind::Slice) ? "mmap object doesn't support slice deletion" : "mmap indices must be integers");
}

Result<Value> enter(Vm& vm, const Args& args) {
  TRY(open_mapping(vm, args[0]));
  return args[0];
}
Result<Value> exit(Vm& vm, const Args& args) { return vm.call_method(args[0], "close", {}); }

Result<Value> repr_method(Vm& vm, const Args& args) {
  static constexpr const char* kNames[] = {"ACCESS_DEFAULT", "ACCESS_READ", "ACCESS_WRITE", "ACCESS_COPY"};
  const Mapping& mapping = mapping_of(args[0]);
  const std::string name = full_type_name(vm, vm.type_of(args[0]));
  if (!mapping.data) return str_value(vm, concat("<", name, " closed=True>"));
  return str_value(vm, concat("<", name, " closed=False, access=", kNames[mapping.access], ", length=", mapping.size, ", pos=", mapping.position, ", offset=", mapping.offset, ">"));
}
Result<Value> closed(Vm&, Value self) { return Value::from_bool(!mapping_of(self).data); }

Result<void> acquire(Vm& vm, Value object, BufferInfo* info) {
  Mapping* mapping = TRY(open_mapping(vm, object));
  ++mapping->exports;
  info->data = mapping->data;
  info->length = mapping->size;
  info->read_only = mapping->access == kAccessRead;
  return {};
}
void release(Vm&, Value object) { --mapping_of(object).exports; }
constexpr BufferProtocol kBuffer{acquire, release};

constexpr NativeMethod kMethods[] = {
    {"__new__", mmap_new, "($type, fileno, length, flags=1, prot=3, access=0, offset=0)", NativeMethod::Static},
    {"__len__", length_method, "($self, /)"},
    {"__getitem__", get_item_method, "($self, key, /)"},
    {"__setitem__", set_item_method, "($self, key, value, /)"},
    {"__delitem__", delete_item_method, "($self, key, /)"},
    {"__enter__", enter, "($self, /)"},
    {"__exit__", exit, "($self, /, *args)"},
    {"__repr__", repr_method, "($self, /)"},
    {"close", close, "($self, /)"},
    {"find", find, "($self, sub, start=<no-signature>~, end=<unset>, /)"},
    {"rfind", rfind, "($self, sub, start=<no-signature>~, end=<unset>, /)"},
    {"flush", flush, "($self, offset=<no-signature>~, size=<unset>, /)"},
    {"madvise", advise, "($self, option, start=<no-signature>~, length=<unset>, /)"},
    {"move", move, "($self, dest, src, count, /)"},
    {"read", read, "($self, n=<no-signature>~, /)"},
    {"read_byte", read_byte, "($self, /)"},
    {"readline", read_line, "($self, /)"},
    {"resize", resize, "($self, newsize, /)"},
    {"seek", seek, "($self, pos, whence=<no-signature>~, /)"},
    {"size", file_size, "($self, /)"},
    {"tell", tell, "($self, /)"},
    {"write", write, "($self, bytes, /)"},
    {"write_byte", write_byte, "($self, byte, /)"},
};
constexpr NativeGetSet kGetSets[] = {{"closed", closed}};
constexpr NativeTypeSpec kMmap{"mmap.mmap", kMethods, kGetSets};

struct Constant {
  const char* name;
  std::int64_t number;
};
#define NUMBER(name) {#name, name}
constexpr Constant kConstants[] = {
    {"ACCESS_DEFAULT", 0}, {"ACCESS_READ", 1}, {"ACCESS_WRITE", 2}, {"ACCESS_COPY", 3}, NUMBER(PROT_EXEC), NUMBER(PROT_READ), NUMBER(PROT_WRITE),
    NUMBER(MAP_SHARED), NUMBER(MAP_PRIVATE), NUMBER(MAP_DENYWRITE), NUMBER(MAP_EXECUTABLE), NUMBER(MAP_ANON), NUMBER(MAP_ANONYMOUS), NUMBER(MAP_POPULATE),
    NUMBER(MAP_STACK), NUMBER(MADV_NORMAL), NUMBER(MADV_RANDOM), NUMBER(MADV_SEQUENTIAL), NUMBER(MADV_WILLNEED), NUMBER(MADV_DONTNEED), NUMBER(MADV_REMOVE),
    NUMBER(MADV_DONTFORK), NUMBER(MADV_DOFORK), NUMBER(MADV_HWPOISON), NUMBER(MADV_MERGEABLE), NUMBER(MADV_UNMERGEABLE), NUMBER(MADV_HUGEPAGE),
    NUMBER(MADV_NOHUGEPAGE), NUMBER(MADV_DONTDUMP), NUMBER(MADV_DODUMP), NUMBER(MADV_FREE),
};
#undef NUMBER

Result<void> initialize(Vm& vm, Module* module) {
  Type* type = TRY(add_type(vm, module, kMmap, kind::NativeObject, native_object_size(1), TypeId::Object, kTypeSubclassable | kTypeHasWeakref));
  type->buffer = &kBuffer;
  TRY(set_module_value(vm, module, "error", type_value(vm, TypeId::OSError)));
  TRY(set_module_int(vm, module, "PAGESIZE", ::getpagesize()));
  TRY(set_module_int(vm, module, "ALLOCATIONGRANULARITY", ::getpagesize()));
  for (const Constant& row : kConstants) TRY(set_module_int(vm, module, row.name, row.number));
  return {};
}

constexpr NativeModuleSpec kSpec{"mmap", {}, initialize};

}  // namespace

const NativeModuleSpec& mmap_module() { return kSpec; }

}  // namespace tauraro
