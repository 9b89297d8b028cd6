package com.trulybot.integrations.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.platform.StoreHttp.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLServerSocket;
import okhttp3.Dns;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Names, addresses and certificates, over a network that leads to loopback whatever address is asked for. */
@Timeout(60)
class SecureStoreTest {
    private static final HeldCertificate AUTHORITY = new HeldCertificate.Builder()
            .certificateAuthority(0)
            .commonName("Test authority")
            .build();

    @TempDir
    Path folder;

    private static Deadline ample() {
        return Deadline.in(Duration.ofSeconds(30));
    }

    private static HeldCertificate.Builder certificate() {
        return new HeldCertificate.Builder().addSubjectAlternativeName("shop.example");
    }

    private static RawServer server(HeldCertificate certificate, String... protocols) throws IOException {
        HandshakeCertificates shown =
                new HandshakeCertificates.Builder().heldCertificate(certificate).build();
        SSLServerSocket socket = (SSLServerSocket)
                shown.sslContext().getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        byte[] answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"
                .getBytes(StandardCharsets.ISO_8859_1);
        return new RawServer(socket, (connection, out, request) -> out.write(answer));
    }

    private OutboundSettings trusting() throws IOException {
        Path pem = folder.resolve("anchors.pem");
        Files.writeString(pem, AUTHORITY.certificatePem());
        return OutboundSettings.defaults().withCaFile(pem);
    }

    /** Answers one list of addresses after the other, the last one from then on. */
    private static Dns answering(String... lists) {
        Deque<String> left = new ArrayDeque<>(List.of(lists));
        return host -> {
            String now = left.size() > 1 ? left.removeFirst() : left.getFirst();
            return Arrays.stream(now.split(" ", -1))
                    .map(SecureStoreTest::literal)
                    .toList();
        };
    }

    private static InetAddress literal(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Request shop() {
        return Request.get(URI.create("https://shop.example/orders?key=s3cret"), Map.of());
    }

    private StoreException problem(HeldCertificate certificate, OutboundSettings settings, String... protocols)
            throws IOException {
        try (RawServer server = server(certificate, protocols);
                OkHttpStoreHttp http = http(settings, answering("8.8.8.8"), new PretendNetwork(server.port()))) {
            return Problems.of(() -> http.send(shop(), ample()));
        }
    }

    private static OkHttpStoreHttp http(OutboundSettings settings, Dns dns, PretendNetwork network) {
        return new OkHttpStoreHttp(settings, InstantSource.system(), dns, network);
    }

    @Test
    void aStoreWithATrustedCertificateIsAsked() throws IOException {
        for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
            try (RawServer server = server(certificate().signedBy(AUTHORITY).build(), protocol)) {
                PretendNetwork network = new PretendNetwork(server.port());
                try (OkHttpStoreHttp http = http(trusting(), answering("8.8.8.8 8.8.4.4"), network)) {
                    assertThat(http.send(shop(), ample()).body()).isEqualTo("ok");
                    assertThat(network.asked).containsExactly("8.8.8.8");
                }
            }
        }
    }

    @Test
    void aSelfSignedCertificateIsInvalid() throws IOException {
        assertThat(problem(certificate().build(), trusting()).problem())
                .isEqualTo(StoreProblem.STORE_CERTIFICATE_INVALID);
    }

    @Test
    void aCertificateOfAnUnknownAuthorityIsInvalid() throws IOException {
        assertThat(problem(certificate().signedBy(AUTHORITY).build(), OutboundSettings.defaults())
                        .problem())
                .isEqualTo(StoreProblem.STORE_CERTIFICATE_INVALID);
    }

    @Test
    void aCertificateForAnotherHostIsInvalid() throws IOException {
        HeldCertificate other = new HeldCertificate.Builder()
                .addSubjectAlternativeName("other.example")
                .signedBy(AUTHORITY)
                .build();

        assertThat(problem(other, trusting()).problem()).isEqualTo(StoreProblem.STORE_CERTIFICATE_INVALID);
    }

    @Test
    void anExpiredCertificateIsInvalid() throws IOException {
        HeldCertificate old = certificate()
                .signedBy(AUTHORITY)
                .validityInterval(0, TimeUnit.DAYS.toMillis(1))
                .build();

        assertThat(problem(old, trusting()).problem()).isEqualTo(StoreProblem.STORE_CERTIFICATE_INVALID);
    }

    @Test
    void anExemptStoreMustStillShowAGoodCertificate() throws IOException {
        try (RawServer server = server(certificate().build());
                OkHttpStoreHttp http = new OkHttpStoreHttp(
                        OutboundSettings.defaults().withAllow(server.authority()), InstantSource.system())) {
            Request request = Request.get(URI.create("https://" + server.authority()), Map.of());

            assertThat(Problems.of(() -> http.send(request, ample())).problem())
                    .isEqualTo(StoreProblem.STORE_CERTIFICATE_INVALID);
        }
    }

    @Test
    void aStoreThatSpeaksNoTlsIsUnreachable() throws IOException {
        try (RawServer server = RawServer.sayingUnasked("HTTP/1.1 400 Bad Request\r\n\r\n");
                OkHttpStoreHttp http = http(trusting(), answering("8.8.8.8"), new PretendNetwork(server.port()))) {
            assertThat(Problems.of(() -> http.send(shop(), ample())).problem())
                    .isEqualTo(StoreProblem.STORE_UNREACHABLE);
        }
    }

    @Test
    void aNameThatTurnsPrivateAfterACheckIsRefusedWhenItDoes() throws IOException {
        try (RawServer server = server(certificate().signedBy(AUTHORITY).build())) {
            PretendNetwork network = new PretendNetwork(server.port());
            try (OkHttpStoreHttp http = http(trusting(), answering("8.8.8.8", "127.0.0.1"), network)) {
                assertThat(http.send(shop(), ample()).status()).isEqualTo(200);

                assertThat(Problems.of(() -> http.send(shop(), ample())).problem())
                        .isEqualTo(StoreProblem.STORE_URL_FORBIDDEN);
                assertThat(network.asked).containsExactly("8.8.8.8");
            }
        }
    }

    @Test
    void aNameWithOnePrivateAddressAmongPublicOnesIsRefused() throws IOException {
        try (RawServer server = server(certificate().signedBy(AUTHORITY).build())) {
            PretendNetwork network = new PretendNetwork(server.port());
            for (String addresses : List.of("8.8.8.8 10.0.0.1", "fe80::1 8.8.8.8", "2606:4700::1 ::ffff:127.0.0.1")) {
                try (OkHttpStoreHttp http = http(trusting(), answering(addresses), network)) {
                    assertThat(Problems.of(() -> http.send(shop(), ample())).problem())
                            .isEqualTo(StoreProblem.STORE_URL_FORBIDDEN);
                }
            }
            assertThat(network.asked).isEmpty();
        }
    }

    @Test
    void aHostOfAnExemptionIsGuardedOnItsOtherPorts() throws IOException {
        try (RawServer server = server(certificate().signedBy(AUTHORITY).build())) {
            PretendNetwork network = new PretendNetwork(server.port());
            OutboundSettings settings = trusting().withAllow("shop.example:8443");
            try (OkHttpStoreHttp http = http(settings, answering("127.0.0.1"), network)) {
                assertThat(Problems.of(() -> http.send(shop(), ample())).problem())
                        .isEqualTo(StoreProblem.STORE_URL_FORBIDDEN);
                assertThat(network.asked).isEmpty();
                Request exempt = Request.get(URI.create("https://shop.example:8443/"), Map.of());
                assertThat(http.send(exempt, ample()).status()).isEqualTo(200);
            }
        }
    }

    @Test
    void aNameWithoutAnAddressIsUnreachable() {
        Dns unknown = host -> {
            throw new UnknownHostException(host);
        };
        try (OkHttpStoreHttp http = http(OutboundSettings.defaults(), unknown, new PretendNetwork(1))) {
            assertThat(Problems.of(() -> http.send(shop(), ample())).problem())
                    .isEqualTo(StoreProblem.STORE_UNREACHABLE);
        }
    }

    @Test
    void lookupsThatHangEndByTheDeadlineAndTakeOneThread() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger lookups = new AtomicInteger();
        Dns hanging = host -> {
            lookups.incrementAndGet();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new UnknownHostException(host);
        };
        try (OkHttpStoreHttp http = http(OutboundSettings.defaults(), hanging, new PretendNetwork(1))) {
            for (int i = 0; i < 3; i++) {
                assertThat(Problems.of(() -> http.send(shop(), Deadline.in(Duration.ofMillis(100))))
                                .problem())
                        .isEqualTo(StoreProblem.STORE_TIMEOUT);
            }
            assertThat(lookups).hasValue(1);
        } finally {
            end.countDown();
        }
    }

    @Test
    void trustAnchorsThatCannotBeReadAreAnErrorAtTheStart() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.pem"));
        Path garbage = Files.writeString(folder.resolve("garbage.pem"), "-----BEGIN CERTIFICATE-----\nnonsense");

        assertThat(List.of(empty, garbage, folder.resolve("missing.pem")))
                .allSatisfy(pem -> assertThatThrownBy(() -> new OkHttpStoreHttp(
                                OutboundSettings.defaults().withCaFile(pem), InstantSource.system()))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(
                                Objects.requireNonNull(pem.getFileName()).toString()));
    }
}
