package com.trulybot.integrations.platform.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on loopback that speaks no HTTP of its own: what it answers to a request's head is the test's affair. */
final class RawServer implements AutoCloseable {
    private final ServerSocket listening;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final byte[] greeting;

    /** The first lines of all requests. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    /** The heads of all requests, a line each. */
    final List<List<String>> heads = new CopyOnWriteArrayList<>();

    /** Answers one request; the connection ends when it returns. */
    interface Answer {
        void write(Socket socket, OutputStream out, int request) throws Exception;
    }

    /** Says this to whoever connects, without listening to them. */
    static RawServer sayingUnasked(String text) {
        return new RawServer(plain(), (socket, out, request) -> {}, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawServer(Answer answer) {
        this(plain(), answer);
    }

    RawServer(ServerSocket listening, Answer answer) {
        this(listening, answer, new byte[0]);
    }

    private RawServer(ServerSocket listening, Answer answer, byte[] greeting) {
        this.listening = listening;
        this.greeting = greeting;
        daemon(() -> accept(answer));
    }

    private static ServerSocket plain() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers each request with this text. */
    static RawServer saying(String... lines) {
        byte[] bytes = String.join("\r\n", lines).getBytes(StandardCharsets.ISO_8859_1);
        return new RawServer((socket, out, request) -> out.write(bytes));
    }

    /** Answers the first request with the first status, and so on; the last one from then on. */
    static RawServer statuses(String... statuses) {
        return new RawServer((socket, out, request) -> {
            String status = statuses[Math.min(request, statuses.length) - 1];
            out.write(("HTTP/1.1 " + status + "\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
                    .getBytes(StandardCharsets.ISO_8859_1));
        });
    }

    int port() {
        return listening.getLocalPort();
    }

    String authority() {
        return "127.0.0.1:" + port();
    }

    String url(String path) {
        return "http://" + authority() + path;
    }

    private void accept(Answer answer) {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                sockets.add(socket);
                daemon(() -> serve(socket, answer));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket, Answer answer) {
        try (socket) {
            if (greeting.length > 0) {
                socket.getOutputStream().write(greeting);
                return;
            }
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            List<String> head = new CopyOnWriteArrayList<>();
            String line = in.readLine();
            while (line != null && !line.isEmpty()) {
                head.add(line);
                line = in.readLine();
            }
            if (head.isEmpty()) {
                return;
            }
            int number;
            synchronized (requests) {
                heads.add(head);
                requests.add(head.get(0));
                number = requests.size();
            }
            answer.write(socket, socket.getOutputStream(), number);
            socket.getOutputStream().flush();
        } catch (Exception e) {
            // The client went away, which is what many of these tests are about.
        } finally {
            sockets.remove(socket);
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
