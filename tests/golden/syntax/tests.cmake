# ast_dump prints syntax trees; two scripts compare them, and the errors, with CPython's where it is installed.
add_executable(ast_dump ${CMAKE_SOURCE_DIR}/tools/ast_dump.cpp)
target_link_libraries(ast_dump PRIVATE tauraro_syntax)

if(EXISTS /usr/bin/python3.11)
  add_test(NAME golden_syntax_trees COMMAND ${CMAKE_SOURCE_DIR}/tests/golden/syntax/compare_ast.py $<TARGET_FILE:ast_dump>)
  add_test(NAME golden_syntax_errors COMMAND ${CMAKE_SOURCE_DIR}/tests/golden/syntax/compare_errors.py $<TARGET_FILE:ast_dump> cases)
  add_test(NAME golden_syntax_mutations
           COMMAND ${CMAKE_SOURCE_DIR}/tests/golden/syntax/compare_errors.py $<TARGET_FILE:ast_dump> mutations 1500)
endif()
