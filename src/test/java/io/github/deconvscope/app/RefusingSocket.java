package io.github.deconvscope.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.util.function.Consumer;

/** A socket that tells whom it was to connect to, and does not. */
final class RefusingSocket extends SocketImpl {
    private final Consumer<String> told;

    RefusingSocket(Consumer<String> told) {
        this.told = told;
    }

    private ConnectException refuse(String host) {
        told.accept(host);
        return new ConnectException("the guard refuses a connection to " + host);
    }

    @Override
    protected void connect(String host, int port) throws IOException {
        throw refuse(host);
    }

    @Override
    protected void connect(InetAddress address, int port) throws IOException {
        throw refuse(address.getHostAddress());
    }

    @Override
    protected void connect(SocketAddress address, int timeout) throws IOException {
        throw refuse(address instanceof InetSocketAddress inet ? inet.getHostString() : address.toString());
    }

    @Override
    protected void create(boolean stream) {}

    @Override
    protected void bind(InetAddress host, int port) {}

    @Override
    protected void close() {}

    @Override
    protected void listen(int backlog) throws IOException {
        throw new SocketException("this socket does not listen");
    }

    @Override
    protected void accept(SocketImpl socket) throws IOException {
        throw new SocketException("this socket does not listen");
    }

    @Override
    protected InputStream getInputStream() throws IOException {
        throw new SocketException("not connected");
    }

    @Override
    protected OutputStream getOutputStream() throws IOException {
        throw new SocketException("not connected");
    }

    @Override
    protected int available() {
        return 0;
    }

    @Override
    protected void sendUrgentData(int data) throws IOException {
        throw new SocketException("not connected");
    }

    @Override
    public void setOption(int option, Object value) {}

    @Override
    public Object getOption(int option) {
        return 0;
    }
}
