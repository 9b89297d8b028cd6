package com.trulybot.integrations.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Ports of 127.0.0.1 that nobody listens on. */
final class FreePorts {
    private FreePorts() {}

    static Demo.Ports forADemo() throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        try {
            int[] ports = new int[4];
            for (int i = 0; i < ports.length; i++) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                held.add(socket);
                ports[i] = socket.getLocalPort();
            }
            return new Demo.Ports(ports[0], ports[1], ports[2], ports[3]);
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
    }
}
