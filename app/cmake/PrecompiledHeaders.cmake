# The headers that nearly every file includes, parsed once for all targets: reuse_precompiled_headers(TARGET). Every file still includes
# what it uses (the clang build and the check that headers compile alone do not see these).
option(RETORT_PRECOMPILE "Parse the commonest headers once" ON)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    set(RETORT_PRECOMPILE OFF)
endif()

set(precompiled
    <QByteArray> <QHash> <QList> <QMap> <QRegularExpression> <QString> <QStringList> <QVariant>
    <algorithm> <functional> <memory> <optional> <variant> <vector>)

if(RETORT_PRECOMPILE)
    file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/precompiled.cpp CONTENT "// Nothing but the precompiled headers.\n")
    add_library(retort_precompiled STATIC ${PROJECT_BINARY_DIR}/precompiled.cpp)
    target_link_libraries(retort_precompiled PRIVATE Qt6::Core retort_flags)
    target_precompile_headers(retort_precompiled PRIVATE ${precompiled})
endif()

function(reuse_precompiled_headers target)
    if(RETORT_PRECOMPILE)
        target_precompile_headers(${target} REUSE_FROM retort_precompiled)
    endif()
endfunction()
