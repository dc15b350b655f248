package io.github.deconvscope.app;

/** Entry point: with arguments the command line, without any the window. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println("DeconvScope");
    }
}
