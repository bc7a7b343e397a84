// The type of parsers.
#include "builtins/arguments.h"
#include "modules/c_arguments.h"
#include "modules/module_support.h"
#include "modules/pyexpat/parser_type.h"
#include "object/bytes.h"

namespace tauraro::pyexpat {
namespace {

constexpr std::size_t kMaxChunk = 1 << 20;
constexpr int kFileChunk = 2048;

NativeObject* self_of(const Args& args) { return args[0].as<NativeObject>(); }

Raised raise_expat_error(Vm& vm, ParserState& state, int code) {
  const auto line = static_cast<std::int64_t>(expat().get_line(state.parser)), column = static_cast<std::int64_t>(expat().get_column(state.parser));
  const auto make = [&]() -> Result<Value> {
    const char* text = expat().error_string(code);
    const Value message = TRY(str_value(vm, concat(text ? text : "unknown error", ": line ", line, ", column ", column)));
    const Value error = TRY(vm.call(value_of(vm.native_type(kExpatError)), {message}));
    TRY(set_attr(vm, error, "code", Value::from_int(code)));
    TRY(set_attr(vm, error, "offset", Value::from_int(column)));
    TRY(set_attr(vm, error, "lineno", Value::from_int(line)));
    return error;
  };
  const Result<Value> error = make();
  return error.is_raised() ? Raised{} : vm.raise_object(error.value());
}

/// What a parse function gave.
Result<Value> parse_result(Vm& vm, NativeObject* self, int status) {
  ParserState& state = state_of(value_of(self));
  if (state.failed) return Raised{};
  if (status == kExpatStatusError) return raise_expat_error(vm, state, expat().get_error_code(state.parser));
  TRY(flush_text(vm, self));
  return Value::from_int(status);
}

Result<Value> parse_text(Vm& vm, NativeObject* self, std::string_view text, bool is_final) {
  ParserState& state = state_of(value_of(self));
  while (text.size() > kMaxChunk) {
    const int status = expat().parse(state.parser, text.data(), kMaxChunk, 0);
    if (status == kExpatStatusError) return parse_result(vm, self, status);
    text.remove_prefix(kMaxChunk);
  }
  return parse_result(vm, self, expat().parse(state.parser, text.data(), static_cast<int>(text.size()), is_final));
}

Result<Value> parse_method(Vm& vm, const Args& args) {
  const bool is_final = TRY(truth(vm, args[2]));
  if (args[1].is(kind::Str)) {
    const std::string text = to_utf8(vm, args[1].as<Str>());
    expat().set_encoding(state_of(args[0]).parser, "utf-8");
    return parse_text(vm, self_of(args), text, is_final);
  }
  BufferView content;
  TRY(content.open(vm, args[1]));
  return parse_text(vm, self_of(args), content.view(), is_final);
}

/// Reads at most `room` bytes into a buffer; how many.
Result<int> read_chunk(Vm& vm, Value read, char* buffer, int room) {
  const Value chunk = TRY(vm.call(read, {Value::from_int(room)}));
  std::string_view bytes;
  if (chunk.is(kind::Bytes)) bytes = chunk.as<Bytes>()->view();
  else if (chunk.is(kind::ByteArray)) bytes = chunk.as<ByteArray>()->view();
  else return vm.raise_error(TypeId::TypeError, "read() did not return a bytes object (type=", full_type_name(vm, vm.type_of(chunk)), ")");
  if (bytes.size() > static_cast<std::size_t>(room))
    return vm.raise_error(TypeId::ValueError, "read() returned too much data: ", room, " bytes requested, ", bytes.size(), " returned");
  std::copy(bytes.begin(), bytes.end(), buffer);
  return static_cast<int>(bytes.size());
}

Result<Value> parse_file_method(Vm& vm, const Args& args) {
  const Value read = TRY(find_attr(vm, args[1], "read"));
  if (read.is_not_found()) return vm.raise(TypeId::TypeError, "argument must have 'read' attribute");
  ParserState& state = state_of(args[0]);
  while (true) {
    char chunk[kFileChunk];  // a handler of the file's read() may use the parser's buffer
    const int length = TRY(read_chunk(vm, read, chunk, kFileChunk));
    const int status = expat().parse(state.parser, chunk, length, length == 0);
    if (status == kExpatStatusError || length == 0 || state.failed) return parse_result(vm, self_of(args), status);
  }
}

/// A str or None as C takes it. `storage` keeps the text.
Result<void> optional_text(Vm& vm, const char* function, const char* parameter, Value value, std::string* storage, const char** text) {
  *text = nullptr;
  if (value.is_none()) return {};
  if (!value.is(kind::Str))
    return vm.raise_error(TypeId::TypeError, function, "() argument ", parameter, " must be str or None, not ", full_type_name(vm, vm.type_of(value)));
  *storage = text_of(vm, value);
  if (storage->find('\0') != std::string::npos) return vm.raise(TypeId::ValueError, "embedded null character");
  *text = storage->c_str();
  return {};
}

Result<Value> set_base(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Str)) return vm.raise_error(TypeId::TypeError, "SetBase() argument must be str, not ", full_type_name(vm, vm.type_of(args[1])));
  if (!expat().set_base(state_of(args[0]).parser, text_of(vm, args[1]).c_str())) return vm.out_of_memory();
  return Value::none();
}
Result<Value> get_base(Vm& vm, const Args& args) {
  const char* base = expat().get_base(state_of(args[0]).parser);
  return base ? str_value(vm, base) : Result<Value>(Value::none());
}
Result<Value> get_input_context(Vm& vm, const Args& args) {
  const ParserState& state = state_of(args[0]);
  if (!state.in_callback) return Value::none();
  int offset, size;
  const char* buffer = expat().get_input_context(state.parser, &offset, &size);
  if (!buffer) return Value::none();
  return value_of(TRY(new_bytes(vm, {buffer + offset, static_cast<std::size_t>(size - offset)})));
}
Result<Value> set_param_entity_parsing(Vm& vm, const Args& args) {
  return Value::from_int(expat().set_param_entity_parsing(state_of(args[0]).parser, TRY(parse_c_int(vm, args[1]))));
}
Result<Value> use_foreign_dtd(Vm& vm, const Args& args) {
  ParserState& state = state_of(args[0]);
  const int code = expat().use_foreign_dtd(state.parser, TRY(truth(vm, args[1])));
  return code ? Result<Value>(raise_expat_error(vm, state, code)) : Result<Value>(Value::none());
}

Result<NativeObject*> new_parser(Vm& vm, Value intern, Value parent) {
  NativeObject* parser = TRY(new_native_instance(vm, vm.native_type(kParserType), kParserFields));
  parser->raw = new ParserState;
  parser->finalize = [](void* raw) { delete static_cast<ParserState*>(raw); };
  parser->values[kIntern] = intern;
  parser->values[kParent] = parent;
  state_of(value_of(parser)).vm = &vm;
  return parser;
}

Result<Value> external_entity_parser_create(Vm& vm, const Args& args) {
  std::string context_text, encoding_text;
  const char *context, *encoding;
  TRY(optional_text(vm, "ExternalEntityParserCreate", "1", args[1], &context_text, &context));
  TRY(optional_text(vm, "ExternalEntityParserCreate", "2", args[2], &encoding_text, &encoding));
  const ParserState& own = state_of(args[0]);
  NativeObject* made = TRY(new_parser(vm, self_of(args)->values[kIntern], args[0]));
  ParserState& state = state_of(value_of(made));
  state.buffer_size = own.buffer_size;
  state.buffers_text = own.buffers_text;
  state.ordered_attributes = own.ordered_attributes;
  state.specified_attributes = own.specified_attributes;
  state.namespace_prefixes = own.namespace_prefixes;
  state.parser = expat().create_external(own.parser, context, encoding);
  if (!state.parser) return vm.out_of_memory();
  expat().set_user_data(state.parser, made);
  connect_unknown_encoding(made);
  for (int i = 0; i < kHandlerCount; ++i) {
    made->values[i] = self_of(args)->values[i];
    if (!made->values[i].is_empty()) connect_handler(made, static_cast<Handler>(i), true);
  }
  vm.barrier(made);
  return value_of(made);
}

// ---- attributes ----

template <int kIndex>
Result<Value> get_handler(Vm&, Value self) { return none_if_empty(self.as<NativeObject>()->values[kIndex]); }

template <int kIndex>
Result<void> set_handler(Vm& vm, Value self, Value value) {
  if (value.is_empty()) return vm.raise(TypeId::RuntimeError, "Cannot delete attribute");
  NativeObject* parser = self.as<NativeObject>();
  if (kIndex == kCharacterData) TRY(flush_text(vm, parser));
  parser->values[kIndex] = empty_if_none(value);
  vm.barrier(parser);
  // libexpat must not lose the handler of the text that it is in the middle of: the callback stays and finds nothing to call.
  if (!(kIndex == kCharacterData && value.is_none() && state_of(self).in_callback)) connect_handler(parser, static_cast<Handler>(kIndex), !value.is_none());
  return {};
}

template <bool ParserState::*kFlag>
Result<Value> get_flag(Vm&, Value self) { return Value::from_bool(state_of(self).*kFlag); }
template <bool ParserState::*kFlag>
Result<void> set_flag(Vm& vm, Value self, Value value) {
  if (value.is_empty()) return vm.raise(TypeId::RuntimeError, "Cannot delete attribute");
  state_of(self).*kFlag = TRY(truth(vm, value));
  return {};
}
Result<void> set_buffer_text(Vm& vm, Value self, Value value) {
  if (!value.is_empty()) TRY(flush_text(vm, self.as<NativeObject>()));
  return set_flag<&ParserState::buffers_text>(vm, self, value);
}
Result<void> set_namespace_prefixes(Vm& vm, Value self, Value value) {
  TRY(set_flag<&ParserState::namespace_prefixes>(vm, self, value));
  expat().set_namespace_triplets(state_of(self).parser, state_of(self).namespace_prefixes);
  return {};
}

Result<Value> get_buffer_size(Vm&, Value self) { return Value::from_int(static_cast<std::int64_t>(state_of(self).buffer_size)); }
Result<void> set_buffer_size(Vm& vm, Value self, Value value) {
  if (value.is_empty()) return vm.raise(TypeId::RuntimeError, "Cannot delete attribute");
  if (!is_int_like(value)) return vm.raise(TypeId::TypeError, "buffer_size must be an integer");
  std::int64_t size;
  if (!int_to_int64(value, &size)) return vm.raise(TypeId::OverflowError, "Python int too large to convert to C long");
  if (static_cast<std::size_t>(size) == state_of(self).buffer_size) return {};
  if (size <= 0) return vm.raise(TypeId::ValueError, "buffer_size must be greater than zero");
  if (size > INT32_MAX) return vm.raise_error(TypeId::ValueError, "buffer_size must not be greater than ", INT32_MAX);
  TRY(flush_text(vm, self.as<NativeObject>()));
  state_of(self).buffer_size = static_cast<std::size_t>(size);
  return {};
}
Result<Value> get_buffer_used(Vm&, Value self) { return Value::from_int(static_cast<std::int64_t>(state_of(self).text.size())); }
Result<Value> get_intern(Vm&, Value self) { return self.as<NativeObject>()->values[kIntern]; }
Result<Value> get_error_code(Vm&, Value self) { return Value::from_int(expat().get_error_code(state_of(self).parser)); }
Result<Value> get_line(Vm&, Value self) { return Value::from_int(static_cast<std::int64_t>(expat().get_line(state_of(self).parser))); }
Result<Value> get_column(Vm&, Value self) { return Value::from_int(static_cast<std::int64_t>(expat().get_column(state_of(self).parser))); }
Result<Value> get_byte_index(Vm&, Value self) { return Value::from_int(expat().get_byte_index(state_of(self).parser)); }

template <int kIndex>
constexpr NativeGetSet handler_row(const char* name) { return {name, get_handler<kIndex>, set_handler<kIndex>}; }

constexpr NativeGetSet kGetSets[] = {
    handler_row<kStartElement>("StartElementHandler"), handler_row<kEndElement>("EndElementHandler"), handler_row<kProcessingInstruction>("ProcessingInstructionHandler"),
    handler_row<kCharacterData>("CharacterDataHandler"), handler_row<kUnparsedEntityDecl>("UnparsedEntityDeclHandler"), handler_row<kNotationDecl>("NotationDeclHandler"),
    handler_row<kStartNamespaceDecl>("StartNamespaceDeclHandler"), handler_row<kEndNamespaceDecl>("EndNamespaceDeclHandler"), handler_row<kComment>("CommentHandler"),
    handler_row<kStartCdataSection>("StartCdataSectionHandler"), handler_row<kEndCdataSection>("EndCdataSectionHandler"), handler_row<kDefault>("DefaultHandler"),
    handler_row<kDefaultExpand>("DefaultHandlerExpand"), handler_row<kNotStandalone>("NotStandaloneHandler"), handler_row<kExternalEntityRef>("ExternalEntityRefHandler"),
    handler_row<kStartDoctypeDecl>("StartDoctypeDeclHandler"), handler_row<kEndDoctypeDecl>("EndDoctypeDeclHandler"), handler_row<kEntityDecl>("EntityDeclHandler"),
    handler_row<kXmlDecl>("XmlDeclHandler"), handler_row<kElementDecl>("ElementDeclHandler"), handler_row<kAttlistDecl>("AttlistDeclHandler"),
    handler_row<kSkippedEntity>("SkippedEntityHandler"),
    {"ErrorCode", get_error_code}, {"ErrorLineNumber", get_line}, {"ErrorColumnNumber", get_column}, {"ErrorByteIndex", get_byte_index},
    {"CurrentLineNumber", get_line}, {"CurrentColumnNumber", get_column}, {"CurrentByteIndex", get_byte_index},
    {"buffer_size", get_buffer_size, set_buffer_size},
    {"buffer_text", get_flag<&ParserState::buffers_text>, set_buffer_text},
    {"buffer_used", get_buffer_used},
    {"namespace_prefixes", get_flag<&ParserState::namespace_prefixes>, set_namespace_prefixes},
    {"ordered_attributes", get_flag<&ParserState::ordered_attributes>, set_flag<&ParserState::ordered_attributes>},
    {"specified_attributes", get_flag<&ParserState::specified_attributes>, set_flag<&ParserState::specified_attributes>},
    {"intern", get_intern, refuse_read_only},
};
constexpr NativeMethod kMethods[] = {
    {"Parse", parse_method, "($self, data, isfinal=False, /)", NativeMethod::Plain, "Parse XML data.\n\n`isfinal' should be true at end of input."},
    {"ParseFile", parse_file_method, "($self, file, /)", NativeMethod::Plain, "Parse XML data from file-like object."},
    {"SetBase", set_base, "($self, base, /)", NativeMethod::Plain, "Set the base URL for the parser."},
    {"GetBase", get_base, "($self, /)", NativeMethod::Plain, "Return base URL string for the parser."},
    {"GetInputContext", get_input_context, "($self, /)", NativeMethod::Plain,
     "Return the untranslated text of the input that caused the current event.\n\nIf the event was generated by a large amount of text (such as a start tag\n"
     "for an element with many attributes), not all of the text may be available."},
    {"ExternalEntityParserCreate", external_entity_parser_create, "($self, context, encoding=None, /)", NativeMethod::Plain,
     "Create a parser for parsing an external entity based on the information passed to the ExternalEntityRefHandler."},
    {"SetParamEntityParsing", set_param_entity_parsing, "($self, flag, /)", NativeMethod::Plain,
     "Controls parsing of parameter entities (including the external DTD subset).\n\nPossible flag values are XML_PARAM_ENTITY_PARSING_NEVER,\n"
     "XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE and\nXML_PARAM_ENTITY_PARSING_ALWAYS. Returns true if setting the flag\nwas successful."},
    {"UseForeignDTD", use_foreign_dtd, "($self, flag=True, /)", NativeMethod::Plain,
     "Allows the application to provide an artificial external subset if one is not specified as part of the document instance."},
};

}  // namespace

const NativeTypeSpec kParserType{"pyexpat.xmlparser", kMethods, kGetSets, "XML parser"};

Result<Value> parser_create(Vm& vm, const Args& args) {
  std::string encoding_text, separator_text;
  const char *encoding, *separator;
  TRY(optional_text(vm, "ParserCreate", "'encoding'", args[0], &encoding_text, &encoding));
  TRY(optional_text(vm, "ParserCreate", "'namespace_separator'", args[1], &separator_text, &separator));
  if (separator && separator_text.size() > 1) return vm.raise(TypeId::ValueError, "namespace_separator must be at most one character, omitted, or None");
  Value intern = args[2];
  if (intern.is_empty()) intern = value_of(TRY(new_dict(vm)));
  else if (!intern.is_none() && !intern.is(kind::Dict)) return vm.raise(TypeId::TypeError, "intern must be a dictionary");
  NativeObject* parser = TRY(new_parser(vm, intern, Value()));
  ParserState& state = state_of(value_of(parser));
  state.parser = expat().create(encoding, nullptr, separator);
  if (!state.parser) return vm.raise(TypeId::RuntimeError, "XML_ParserCreate failed");
  expat().set_hash_salt(state.parser, static_cast<unsigned long>(vm.hash_key[0] | 1));
  expat().set_user_data(state.parser, parser);
  connect_unknown_encoding(parser);
  return value_of(parser);
}

}  // namespace tauraro::pyexpat
