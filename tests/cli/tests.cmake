# The command: exit codes, streams, signals, the REPL through a terminal; most of it compared with CPython.
if(TARGET tauraro)
  add_test(NAME cli COMMAND /usr/bin/python3.11 ${CMAKE_SOURCE_DIR}/tests/cli/run.py $<TARGET_FILE:tauraro>)
  set_tests_properties(cli PROPERTIES TIMEOUT 600)
endif()
