# A few hundred generated programs in the modes of every day; hours of it are a command (fuzz/programs/README.md).
if(TARGET tauraro)
  add_test(NAME fuzz_programs COMMAND /usr/bin/python3.11 ${CMAKE_SOURCE_DIR}/fuzz/programs/run.py $<TARGET_FILE:tauraro> --count 300 -j 2)
  set_tests_properties(fuzz_programs PROPERTIES TIMEOUT 900 PROCESSORS 2)
endif()
