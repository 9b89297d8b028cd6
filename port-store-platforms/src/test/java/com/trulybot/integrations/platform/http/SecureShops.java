package com.trulybot.integrations.platform.http;

import com.trulybot.integrations.platform.StoreHttp.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** Shops with certificates that are believed, reached over a {@link PretendNetwork} at what looks like 8.8.8.8. */
final class SecureShops {
    static final HeldCertificate AUTHORITY = new HeldCertificate.Builder()
            .certificateAuthority(0)
            .commonName("Test authority")
            .build();

    /** What every name has. */
    static final Dns PUBLIC = host -> List.of(address("8.8.8.8"));

    /** The mock server tells at length when a client goes away, which is what many of these tests are about. */
    private static final Logger NOISE = Logger.getLogger(OkHttpClient.class.getName());

    static {
        NOISE.setLevel(Level.OFF);
    }

    private SecureShops() {}

    /** Answers one request of a shop's; called on a thread of its own for each. */
    interface Answer {
        MockResponse to(RecordedRequest request) throws InterruptedException;
    }

    static HeldCertificate certificate(String... names) {
        HeldCertificate.Builder builder = new HeldCertificate.Builder();
        for (String name : names) {
            builder.addSubjectAlternativeName(name);
        }
        return builder.signedBy(AUTHORITY).build();
    }

    static OutboundSettings trusting(Path folder) throws IOException {
        Path pem = Files.writeString(folder.resolve("anchors.pem"), AUTHORITY.certificatePem());
        return OutboundSettings.defaults().withCaFile(pem);
    }

    /** A shop that speaks HTTP/2, or HTTP/1.1 with those who don't. */
    static MockWebServer shop(HeldCertificate certificate, Answer answer) throws IOException {
        MockWebServer server = new MockWebServer();
        server.useHttps(context(certificate).getSocketFactory());
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
                return answer.to(request);
            }
        });
        server.start(InetAddress.getLoopbackAddress(), 0);
        return server;
    }

    static SSLServerSocket listening(HeldCertificate certificate) throws IOException {
        return (SSLServerSocket) context(certificate)
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** A socket that agrees on HTTP/2, for a server that speaks it by hand. */
    static SSLServerSocket listeningForHttp2(HeldCertificate certificate) throws IOException {
        SSLServerSocket socket = listening(certificate);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        return socket;
    }

    static OkHttpStoreHttp http(OutboundSettings settings, int port) {
        return new OkHttpStoreHttp(settings, InstantSource.system(), PUBLIC, new PretendNetwork(port));
    }

    static Request get(String host) {
        return Request.get(URI.create("https://" + host + "/orders?key=s3cret"), Map.of());
    }

    static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static SSLContext context(HeldCertificate certificate) {
        return new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslContext();
    }
}
