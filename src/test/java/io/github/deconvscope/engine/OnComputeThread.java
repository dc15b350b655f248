package io.github.deconvscope.engine;

import io.github.deconvscope.engine.compute.ComputeThread;
import io.github.deconvscope.run.EngineStatus;
import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Runs the tests of a class on the one compute thread, as the application does. Use with {@code @ExtendWith}. PyTorch is loaded before anything of the
 * class runs: what a {@code @BeforeEach} asks of DJL would load it on a thread of the tests, and without what has to come before.
 */
public final class OnComputeThread implements BeforeAllCallback, InvocationInterceptor {
    /** One for all test classes: PyTorch is loaded once a process, on this thread. */
    private static final ComputeThread COMPUTE = new ComputeThread();

    /** Runs something on the compute thread and waits for it. */
    public static <T> T call(Callable<T> task) throws Throwable {
        try {
            load();
            return COMPUTE.submit(task).get();
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) throws InterruptedException, ExecutionException {
        load();
    }

    private static void load() throws InterruptedException, ExecutionException {
        EngineStatus status = COMPUTE.load().get();
        if (status.state() != EngineStatus.State.READY) {
            throw new IllegalStateException(status.toString());
        }
    }

    private static void proceed(InvocationInterceptor.Invocation<Void> invocation) throws Throwable {
        Throwable[] thrown = new Throwable[1];
        call(() -> {
            try {
                invocation.proceed();
            } catch (Throwable e) {
                thrown[0] = e;
            }
            return null;
        });
        if (thrown[0] != null) {
            throw thrown[0];
        }
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> call, ExtensionContext context)
            throws Throwable {
        proceed(invocation);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> call, ExtensionContext context)
            throws Throwable {
        proceed(invocation);
    }

    @Override
    public void interceptDynamicTest(
            Invocation<Void> invocation, DynamicTestInvocationContext call, ExtensionContext context) throws Throwable {
        proceed(invocation);
    }
}
