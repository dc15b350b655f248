@echo off
rem Starts DeconvScope on Windows: builds it if it is not built (delete the folder "target" to build again), then runs plain Java.
rem   deconvscope.cmd                  the window
rem   deconvscope.cmd --help           the commands
rem   deconvscope.cmd --cuda [...]     the same with the CUDA build of PyTorch, which has to be fetched beforehand
rem DECONVSCOPE_JAVA_OPTS holds further options for Java, for example -Xmx8g.
rem The tests of the project run on Linux, so this file was read with care but not run by them; the file "deconvscope" is its model.
setlocal
set "ROOT=%~dp0"
set "FIRST=%~1"
set "SECOND=%~2"
set "FLAVOR=cpu"
:scan
if "%~1"=="" goto scanned
if "%~1"=="--cuda" set "FLAVOR=cuda"
shift /1
goto scan
:scanned
set "LIB=%ROOT%target\lib"
set "PROFILE="
if "%FLAVOR%"=="cuda" set "LIB=%ROOT%target\lib-cuda"
if "%FLAVOR%"=="cuda" set "PROFILE=-Dcuda"
set "CLASSES=%ROOT%target\app\deconvscope.jar;%LIB%\*"

set "JAVA=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "JAVA=%JAVA_HOME%\bin\java.exe"
if not "%JAVA%"=="java" goto java
where java >nul 2>nul
if errorlevel 1 goto nojava
:java
rem Which Java this is: 17 unless the file "release" of its JDK says another. Each Java has class data of its own.
set "MAJOR=17"
set "RELEASE="
if defined JAVA_HOME set "RELEASE=%JAVA_HOME%\release"
if not defined RELEASE for /f "delims=" %%j in ('where java') do if not defined RELEASE set "RELEASE=%%~dpj..\release"
if exist "%RELEASE%" for /f "tokens=2 delims==." %%v in ('findstr /b /c:"JAVA_VERSION=" "%RELEASE%"') do set "MAJOR=%%~v"
set "MAJOR=%MAJOR:"=%"
set "NEWER="
if %MAJOR% GEQ 24 set "NEWER=--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
set "ARCHIVE=%ROOT%target\app\%FLAVOR%-java%MAJOR%"
set "WINDOW=-XX:+UseSerialGC -XX:Tier4InvocationThreshold=200000 -XX:Tier4MinInvocationThreshold=24000 -XX:Tier4CompileThreshold=600000 -XX:Tier4BackEdgeThreshold=400000"
if exist "%ROOT%target\.built-%FLAVOR%" goto built

where mvn >nul 2>nul
if errorlevel 1 goto nomaven
echo Building for the first time: this fetches libraries once and takes a few minutes ... 1>&2
pushd "%ROOT%"
call mvn -B -q package -Dmaven.test.skip=true %PROFILE% 1>&2
if errorlevel 1 goto nobuild
popd
if not exist "%ROOT%target\app" mkdir "%ROOT%target\app"
copy /y "%ROOT%target\deconvscope.jar" "%ROOT%target\app\deconvscope.jar" >nul
if errorlevel 1 goto locked
rem Whole GB of memory. Asking takes half a second, so it is asked once.
for /f %%m in ('powershell -NoProfile -Command "[math]::Floor((Get-CimInstance Win32_ComputerSystem).TotalPhysicalMemory / 1GB)"') do >"%ROOT%target\.memory" echo %%m
del "%ROOT%target\app\%FLAVOR%-java*" 2>nul
type nul >"%ROOT%target\.built-%FLAVOR%"
:built
if not exist "%ARCHIVE%.made-by" goto makedata
if not exist "%RELEASE%" goto hasdata
fc "%RELEASE%" "%ARCHIVE%.made-by" >nul 2>nul
if not errorlevel 1 goto hasdata
:makedata
rem Class data that Java maps at each start instead of loading every class. Without them it only starts slower.
echo Making class data for Java %MAJOR%, once, so that the program starts sooner: a window opens and closes ... 1>&2
del "%ARCHIVE%.*" 2>nul
if %MAJOR% GEQ 25 "%JAVA%" -XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining -XX:AOTCacheOutput="%ARCHIVE%.aot" -Xlog:disable %NEWER% %WINDOW% -Ddeconvscope.exitWhen=trained -cp "%CLASSES%" io.github.deconvscope.app.Main >nul 2>nul
if %MAJOR% LSS 25 "%JAVA%" -XX:ArchiveClassesAtExit="%ARCHIVE%.jsa" -Xshare:auto -Xlog:disable %NEWER% %WINDOW% -Ddeconvscope.exitWhen=trained -cp "%CLASSES%" io.github.deconvscope.app.Main >nul 2>nul
type nul >"%ARCHIVE%.made-by"
if exist "%RELEASE%" copy /y "%RELEASE%" "%ARCHIVE%.made-by" >nul
:hasdata

rem The same options as in the file "deconvscope", which says why.
set "OPTIONS=%WINDOW%"
if "%FIRST%"=="train" set "OPTIONS=-Xmn32m -XX:+UseSerialGC"
if "%FIRST%"=="resume" set "OPTIONS=-Xmn32m -XX:+UseSerialGC"
if "%FIRST%"=="experiment" set "OPTIONS=-Xmn32m -XX:+UseSerialGC"
if "%FIRST%"=="bench" if not "%SECOND%"=="start" set "OPTIONS="
set "DATA=-XX:SharedArchiveFile="%ARCHIVE%.jsa" -Xshare:auto -Xlog:cds=off -Xlog:cds+dynamic=off"
if %MAJOR% GEQ 25 set "DATA=-XX:AOTCache="%ARCHIVE%.aot" -Xlog:aot=off -Xlog:cds=off -Xlog:cds+dynamic=off"
set "MEMORY=0"
if exist "%ROOT%target\.memory" set /p MEMORY=<"%ROOT%target\.memory"
if %MEMORY% GEQ 16 set "OPTIONS=-Xmx4g %OPTIONS%"
if not defined OMP_WAIT_POLICY set "OMP_WAIT_POLICY=PASSIVE"

if not "%FLAVOR%"=="cuda" goto start
for /f "tokens=3 delims=<>" %%v in ('findstr /c:"<pytorch.version>" "%ROOT%pom.xml"') do set "PYTORCH_VERSION=%%v"
set "PYTORCH_FLAVOR=cu128"
if not defined PYTORCH_LIBRARY_PATH set "PYTORCH_LIBRARY_PATH=%USERPROFILE%\.djl.ai\pytorch\%PYTORCH_VERSION%-%PYTORCH_FLAVOR%-win-x86_64"
if not exist "%PYTORCH_LIBRARY_PATH%\torch.dll" goto nocuda
:start
"%JAVA%" %DATA% %NEWER% %OPTIONS% %DECONVSCOPE_JAVA_OPTS% -cp "%CLASSES%" io.github.deconvscope.app.Main %*
exit /b %ERRORLEVEL%

:nojava
echo error: java was not found. Install a JDK, version 17 or newer, and put it on the PATH or set JAVA_HOME. 1>&2
exit /b 1
:nomaven
echo error: mvn was not found. Install Maven 3.8 or newer and put it on the PATH. 1>&2
exit /b 1
:nobuild
popd
echo error: the build failed; Maven says why above. Java has to be a JDK, version 17 or newer. 1>&2
exit /b 1
:locked
echo error: "%ROOT%target\app\deconvscope.jar" could not be written. Close DeconvScope and try again. 1>&2
exit /b 1
:nocuda
echo error: there is no torch.dll in "%PYTORCH_LIBRARY_PATH%", so --cuda has no PyTorch to run on. 1>&2
echo Fetch libtorch %PYTORCH_VERSION% for CUDA 12.8 and Windows (release version, https://pytorch.org), unpack it, 1>&2
echo set PYTORCH_LIBRARY_PATH to its folder "lib", and try again; or run without --cuda. 1>&2
exit /b 1
