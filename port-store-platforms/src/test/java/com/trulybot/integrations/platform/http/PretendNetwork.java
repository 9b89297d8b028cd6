package com.trulybot.integrations.platform.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.SocketFactory;

/**
 * Sockets that believe to be connected to wherever they were told, and are connected to a server on loopback. So public
 * addresses can be tried without leaving the machine.
 */
final class PretendNetwork extends SocketFactory {
    private final int port;

    /** Where connections were asked for. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    PretendNetwork(int port) {
        this.port = port;
    }

    @Override
    public Socket createSocket() {
        return new Socket() {
            @Override
            public void connect(SocketAddress endpoint, int timeout) throws IOException {
                InetAddress address = ((InetSocketAddress) endpoint).getAddress();
                asked.add(address.getHostAddress());
                super.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), timeout);
            }
        };
    }

    @Override
    public Socket createSocket(String host, int unused) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int unused, InetAddress from, int fromPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int unused) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int unused, InetAddress from, int fromPort) {
        throw new UnsupportedOperationException();
    }
}
