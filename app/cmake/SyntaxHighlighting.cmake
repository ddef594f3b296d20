# Gives the target Retort::SyntaxHighlighting: KSyntaxHighlighting from the system where it is packaged for Qt 6, else a
# pinned release built once per user and set of options into RETORT_DEPS_DIR. The release is the last one that accepts
# Qt 6.4; the definitions are embedded, so that the program shows the same colours everywhere.
set(RETORT_DEPS_DIR "" CACHE PATH "Where dependencies built from source are kept")
set(ksyntax_version 5.116.0)
set(ksyntax_sha256 6f8ccacebd0dc9ce050b2b23b715750c97938b3336fbbb80967920cb8c1dfaa7)
set(ksyntax_options -DQT_MAJOR_VERSION=6 -DBUILD_WITH_QT6=ON -DBUILD_TESTING=OFF -DBUILD_SHARED_LIBS=OFF
    -DQRC_SYNTAX=ON -DNO_STANDARD_PATHS=ON -DCMAKE_BUILD_TYPE=Release -DCMAKE_POSITION_INDEPENDENT_CODE=ON
    -DCMAKE_DISABLE_FIND_PACKAGE_Qt6Quick=ON -DKDE_INSTALL_USE_QT_SYS_PATHS=OFF -DCMAKE_INSTALL_LIBDIR=lib)

# The distribution's archive is asked of apt, so that a mirror or a proxy set there is used.
function(ksyntax_addresses out)
    set(addresses "")
    find_program(APT_GET apt-get)
    if(APT_GET)
        execute_process(COMMAND ${APT_GET} indextargets --format "$(REPO_URI)"
            OUTPUT_VARIABLE bases ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE)
        string(REPLACE "\n" ";" bases "${bases}")
        list(REMOVE_DUPLICATES bases)
        foreach(base IN LISTS bases)
            string(REGEX REPLACE "/$" "" base "${base}")
            if(base MATCHES "^https?://")
                list(APPEND addresses
                    ${base}/pool/main/k/ksyntax-highlighting/ksyntax-highlighting_${ksyntax_version}.orig.tar.xz)
            endif()
        endforeach()
    endif()
    string(REGEX MATCH "^[0-9]+\\.[0-9]+" series ${ksyntax_version})
    list(APPEND addresses
        https://download.kde.org/stable/frameworks/${series}/syntax-highlighting-${ksyntax_version}.tar.xz
        https://download.kde.org/Attic/frameworks/${series}/syntax-highlighting-${ksyntax_version}.tar.xz)
    set(${out} ${addresses} PARENT_SCOPE)
endfunction()

# Fills archive with the pinned tarball, whichever address has it; anything with another hash is thrown away.
function(ksyntax_download archive)
    ksyntax_addresses(addresses)
    foreach(address IN LISTS addresses)
        file(DOWNLOAD ${address} ${archive} STATUS status INACTIVITY_TIMEOUT 30 TIMEOUT 300)
        list(GET status 0 code)
        if(code EQUAL 0)
            file(SHA256 ${archive} hash)
            if(hash STREQUAL ksyntax_sha256)
                return()
            endif()
            list(APPEND tried "${address}: another SHA-256 than the pinned one")
        else()
            list(GET status 1 reason)
            list(APPEND tried "${address}: ${reason}")
        endif()
        file(REMOVE ${archive})
    endforeach()
    list(JOIN tried "\n  " tried)
    message(FATAL_ERROR "KSyntaxHighlighting ${ksyntax_version} could not be fetched:\n  ${tried}\n"
        "Put the tarball with SHA-256 ${ksyntax_sha256} at ${archive} and configure again.")
endfunction()

function(ksyntax_step what)
    execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
    if(NOT result EQUAL 0)
        message(FATAL_ERROR "KSyntaxHighlighting: ${what} failed:\n${output}")
    endif()
endfunction()

# Builds the pinned release into prefix; prefix appears only when it is complete.
function(ksyntax_build prefix)
    set(work ${prefix}.work)
    file(REMOVE_RECURSE ${work})
    file(MAKE_DIRECTORY ${work}/source)
    set(archive ${RETORT_DEPS_DIR}/ksyntax-highlighting-${ksyntax_version}.tar.xz)
    if(EXISTS ${archive})
        file(SHA256 ${archive} hash)
        if(NOT hash STREQUAL ksyntax_sha256)
            file(REMOVE ${archive})
        endif()
    endif()
    if(NOT EXISTS ${archive})
        ksyntax_download(${archive})
    endif()
    message(STATUS "Building KSyntaxHighlighting ${ksyntax_version} once (about half a minute)")
    ksyntax_step(unpacking ${CMAKE_COMMAND} -E chdir ${work}/source ${CMAKE_COMMAND} -E tar xf ${archive})
    file(GLOB source ${work}/source/*)

    # Nothing newer than Debian 12's ECM is really used; the release scripts merely raise the number each month.
    file(READ ${source}/CMakeLists.txt text)
    string(REGEX REPLACE "find_package\\(ECM [0-9.]+" "find_package(ECM 5.100.0" text "${text}")
    file(WRITE ${source}/CMakeLists.txt "${text}")

    set(launcher "")
    if(CMAKE_CXX_COMPILER_LAUNCHER)
        set(launcher -DCMAKE_CXX_COMPILER_LAUNCHER=${CMAKE_CXX_COMPILER_LAUNCHER})
    endif()
    ksyntax_step(configuring ${CMAKE_COMMAND} -S ${source} -B ${work}/build -G ${CMAKE_GENERATOR} ${ksyntax_options}
        ${launcher} -DCMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER} -DCMAKE_PREFIX_PATH=${Qt6_DIR}/../../..
        -DCMAKE_INSTALL_PREFIX=${prefix})
    ksyntax_step(building ${CMAKE_COMMAND} --build ${work}/build --parallel)
    ksyntax_step(installing ${CMAKE_COMMAND} -E env DESTDIR=${work}/install ${CMAKE_COMMAND} --install ${work}/build)
    file(REMOVE_RECURSE ${prefix})
    file(RENAME ${work}/install${prefix} ${prefix})
    file(REMOVE_RECURSE ${work})
endfunction()

function(find_or_build_ksyntax)
    find_package(KF6SyntaxHighlighting QUIET)
    if(KF6SyntaxHighlighting_FOUND)
        message(STATUS "KSyntaxHighlighting ${KF6SyntaxHighlighting_VERSION} of the system")
        add_library(Retort::SyntaxHighlighting INTERFACE IMPORTED GLOBAL)
        target_link_libraries(Retort::SyntaxHighlighting INTERFACE KF6::SyntaxHighlighting)
        return()
    endif()

    if(NOT RETORT_DEPS_DIR)
        if(DEFINED ENV{XDG_CACHE_HOME} AND NOT "$ENV{XDG_CACHE_HOME}" STREQUAL "")
            set(RETORT_DEPS_DIR $ENV{XDG_CACHE_HOME}/retort-deps)
        elseif(DEFINED ENV{HOME})
            set(RETORT_DEPS_DIR $ENV{HOME}/.cache/retort-deps)
        else()
            set(RETORT_DEPS_DIR ${PROJECT_BINARY_DIR}/deps)
        endif()
    endif()
    string(SHA256 key "${ksyntax_options};${Qt6_VERSION};${CMAKE_CXX_COMPILER_ID};${CMAKE_CXX_COMPILER_VERSION};${CMAKE_SYSTEM_PROCESSOR}")
    string(SUBSTRING ${key} 0 12 key)
    set(prefix ${RETORT_DEPS_DIR}/ksyntax-highlighting-${ksyntax_version}-${key})
    file(MAKE_DIRECTORY ${RETORT_DEPS_DIR})
    file(LOCK ${prefix}.lock GUARD FUNCTION TIMEOUT 900)
    if(NOT EXISTS ${prefix}/lib/cmake/KF5SyntaxHighlighting/KF5SyntaxHighlightingConfig.cmake)
        find_package(ECM 5.100 QUIET NO_MODULE)
        find_package(Perl QUIET)
        if(NOT ECM_FOUND OR NOT PERL_FOUND)
            message(FATAL_ERROR "KSyntaxHighlighting is not packaged for Qt 6 here, and building it needs "
                "extra-cmake-modules and perl. Install them, or run app/run --build, which does.")
        endif()
        ksyntax_build(${prefix})
    endif()
    file(GLOB headers ${prefix}/include/KF[56]/KSyntaxHighlighting) # which of the two depends on the ECM release
    # Not by find_package: the package looks for Qt 5 when the caller does not set KDE's own variables.
    add_library(Retort::SyntaxHighlighting STATIC IMPORTED GLOBAL)
    set_target_properties(Retort::SyntaxHighlighting PROPERTIES
        IMPORTED_LOCATION ${prefix}/lib/libKF5SyntaxHighlighting.a
        INTERFACE_INCLUDE_DIRECTORIES ${headers}
        INTERFACE_COMPILE_DEFINITIONS KSYNTAXHIGHLIGHTING_STATIC_DEFINE
        INTERFACE_LINK_LIBRARIES "Qt6::Gui;Qt6::Network")
endfunction()

find_or_build_ksyntax()
