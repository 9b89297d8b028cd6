package com.trulybot.integrations.http;

import com.trulybot.integrations.core.connectionkey.CreateConnectionKey;
import com.trulybot.integrations.core.connectionkey.KeyText;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.Origin;
import com.trulybot.integrations.core.workspace.UserId;
import com.trulybot.integrations.core.workspace.WorkspaceId;
import com.trulybot.integrations.http.World.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The plugin in a merchant's store, signing as the contract says. */
final class PluginOnPaper {
    final World world;
    final UserId user;
    final KeyText key;

    PluginOnPaper(World world, UserId user) {
        this.world = world;
        this.user = user;
        this.key = new CreateConnectionKey(world.keys, () -> world.now)
                .create(new Merchant(user, new WorkspaceId(user.value())), Origin.NONE, "plugin")
                .text();
    }

    /** What is signed, to be changed before and after. */
    final class Request {
        String method = "POST";
        String path;
        byte[] body;
        long at = world.now.getEpochSecond();
        String nonce = UUID.randomUUID().toString();

        Request(String path, String body) {
            this.path = path;
            this.body = body.getBytes(StandardCharsets.UTF_8);
        }

        Map<String, String> headers() {
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("X-TrulyBot-User", user.toString());
            headers.put("X-TrulyBot-Key-Id", key.id().toString());
            headers.put("X-TrulyBot-Timestamp", Long.toString(at));
            headers.put("X-TrulyBot-Nonce", nonce);
            headers.put("X-TrulyBot-Signature", "v1=" + hmac(at, nonce, method, path, body));
            return headers;
        }

        HttpRequest.Builder ready() {
            return ready(headers());
        }

        /** With other headers than it was signed with. */
        HttpRequest.Builder ready(Map<String, String> headers) {
            HttpRequest.Builder request = world.to(path)
                    .header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofByteArray(body));
            headers.forEach(request::header);
            return request;
        }

        Answer send() {
            return world.send(ready());
        }
    }

    Request request(String path, String body) {
        return new Request(path, body);
    }

    Answer post(String path, String body) {
        return request(path, body).send();
    }

    private String hmac(long at, String nonce, String method, String path, byte[] body) {
        try {
            String digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(body));
            String text = "v1\n" + at + "\n" + nonce + "\n" + method + "\n" + path + "\n" + digest;
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.secret().expose().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
