package com.trulybot.integrations.platform.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers every request with 200 and keeps its connection open: thousands of them, on one thread. */
final class KeepAliveServer implements AutoCloseable {
    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.ISO_8859_1);

    private final Selector selector = Selector.open();
    private final ServerSocketChannel listening = ServerSocketChannel.open();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile boolean closed;

    KeepAliveServer() throws IOException {
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
        listening.configureBlocking(false);
        listening.register(selector, SelectionKey.OP_ACCEPT);
        Thread thread = new Thread(this::serve, "keep-alive-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listening.socket().getLocalPort();
    }

    /** How many connections were ever made. */
    int connections() {
        return connections.get();
    }

    private void serve() {
        try {
            while (!closed) {
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    if (key.isAcceptable()) {
                        accept();
                    } else if (key.isReadable()) {
                        answer(key);
                    }
                }
                selector.selectedKeys().clear();
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() throws IOException {
        SocketChannel channel = listening.accept();
        if (channel != null) {
            connections.incrementAndGet();
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, ByteBuffer.allocate(2_048));
        }
    }

    private static void answer(SelectionKey key) throws IOException {
        SocketChannel channel = (SocketChannel) key.channel();
        ByteBuffer head = (ByteBuffer) key.attachment();
        try {
            if (channel.read(head) < 0) {
                channel.close();
                return;
            }
            String text =
                    StandardCharsets.ISO_8859_1.decode(head.duplicate().flip()).toString();
            if (text.endsWith("\r\n\r\n")) {
                head.clear();
                channel.write(ByteBuffer.wrap(ANSWER));
            }
        } catch (IOException e) {
            channel.close();
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
    }
}
