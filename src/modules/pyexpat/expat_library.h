#pragma once
#include <cstddef>

#include "modules/compression/shared_library.h"

namespace tauraro::pyexpat {

// libexpat's interface, as far as it is used.

struct ExpatParser;  ///< opaque
using ExpatText = const char*;

struct ExpatVersion {
  int major, minor, micro;
};
struct ExpatFeature {
  int feature;  ///< 0: end
  const char* name;
  long value;
};
struct ExpatContent {
  int type, quantity;
  const char* name;
  unsigned child_count;
  ExpatContent* children;
};
struct ExpatEncoding {
  int map[256];
  void* data;
  int (*convert)(void* data, const char* text);
  void (*release)(void* data);
};
using ExpatHandler = void (*)();
using SetHandler = void (*)(ExpatParser* parser, ExpatHandler handler);

/// What libexpat's parse functions return, and errors that are told apart.
inline constexpr int kExpatStatusError = 0, kExpatStatusOk = 1;
inline constexpr int kExpatErrorCount = 44;

struct ExpatLibrary {
  ExpatLibrary();
  /// A setter of handlers, by name.
  SetHandler handler_setter(const char* symbol) const;

  compression::SharedLibrary library{"libexpat.so.1"};
  ExpatParser* (*create)(const char* encoding, const void* memory, const char* separator);
  ExpatParser* (*create_external)(ExpatParser* parser, const char* context, const char* encoding);
  void (*free_parser)(ExpatParser* parser);
  void (*set_user_data)(ExpatParser* parser, void* data);
  int (*parse)(ExpatParser* parser, const char* text, int length, int is_final);
  void* (*get_buffer)(ExpatParser* parser, int length);
  int (*parse_buffer)(ExpatParser* parser, int length, int is_final);
  int (*stop)(ExpatParser* parser, unsigned char resumable);
  int (*set_encoding)(ExpatParser* parser, const char* encoding);
  int (*set_base)(ExpatParser* parser, const char* base);
  const char* (*get_base)(ExpatParser* parser);
  const char* (*get_input_context)(ExpatParser* parser, int* offset, int* size);
  int (*get_error_code)(ExpatParser* parser);
  const char* (*error_string)(int code);
  unsigned long (*get_line)(ExpatParser* parser);
  unsigned long (*get_column)(ExpatParser* parser);
  long (*get_byte_index)(ExpatParser* parser);
  int (*get_specified_count)(ExpatParser* parser);
  void (*set_namespace_triplets)(ExpatParser* parser, int flag);
  int (*set_param_entity_parsing)(ExpatParser* parser, int flag);
  int (*use_foreign_dtd)(ExpatParser* parser, unsigned char flag);
  int (*set_hash_salt)(ExpatParser* parser, unsigned long salt);
  void (*free_content)(ExpatParser* parser, ExpatContent* content);
  void (*set_unknown_encoding)(ExpatParser* parser, int (*handler)(void* data, const char* name, ExpatEncoding* encoding), void* data);
  const char* (*version_text)();
  ExpatVersion (*version)();
  const ExpatFeature* (*features)();
};

/// Loaded at the first use in this process.
const ExpatLibrary& expat();

}  // namespace tauraro::pyexpat
