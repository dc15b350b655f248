@echo off
rem Starts DeconvScope on Windows: builds it if it is not built (delete the folder "target" to build again), then runs plain Java.
setlocal
set "ROOT=%~dp0"
where java >nul 2>nul || (echo error: java was not found. Install a JDK, version 17 or newer, and put it on the PATH. 1>&2 & exit /b 1)
if exist "%ROOT%target\deconvscope.jar" goto run
where mvn >nul 2>nul || (echo error: mvn was not found. Install Maven 3.8 or newer and put it on the PATH. 1>&2 & exit /b 1)
echo Building for the first time: this fetches libraries once and takes a few minutes ... 1>&2
pushd "%ROOT%"
call mvn -B -q package -Dmaven.test.skip=true 1>&2 || (popd & exit /b 1)
popd
:run
rem The same options as in the file "deconvscope", which says why.
set "OPTIONS=-XX:+UseSerialGC -XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=6000 -XX:Tier4CompileThreshold=150000 -XX:Tier4BackEdgeThreshold=400000"
if "%~1"=="train" set "OPTIONS=-Xmn32m"
if "%~1"=="resume" set "OPTIONS=-Xmn32m"
if "%~1"=="bench" if not "%~2"=="start" set "OPTIONS="
if not defined OMP_WAIT_POLICY set "OMP_WAIT_POLICY=PASSIVE"
java %OPTIONS% %DECONVSCOPE_JAVA_OPTS% -cp "%ROOT%target\deconvscope.jar;%ROOT%target\lib\*" io.github.deconvscope.app.Main %*
exit /b %ERRORLEVEL%
