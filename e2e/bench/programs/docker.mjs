// What an engine's own ways of running a program cost, over its API: `docker exec` and `docker run` without the client's start.
import { request } from 'node:http';

/** An engine at a unix socket. */
export class Engine {
    #socketPath;

    constructor(host = process.env.DOCKER_HOST ?? 'unix:///var/run/docker.sock') {
        if (!host.startsWith('unix://')) throw new Error(`only an engine at a unix socket is measured, not ${host}`);
        this.#socketPath = host.slice('unix://'.length);
    }

    async call(method, path, body) {
        const { status, text } = await new Promise((resolve, reject) => {
            const headers = body === undefined ? {} : { 'Content-Type': 'application/json' };
            const asked = request({ socketPath: this.#socketPath, method, path, headers, agent: false }, (answer) => {
                let text = '';
                answer.setEncoding('utf8').on('data', (part) => (text += part)).on('end', () => resolve({ status: answer.statusCode, text }));
            });
            asked.on('error', reject).end(body === undefined ? undefined : JSON.stringify(body));
        });
        if (status >= 400) throw new Error(`${method} ${path}: ${status} ${text}`);
        return text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text;
    }

    async newestImage(name) {
        const images = await this.call('GET', '/images/json');
        const tags = images.sort((a, b) => b.Created - a.Created).flatMap(({ RepoTags }) => RepoTags ?? []);
        const found = tags.find((tag) => tag.includes(name));
        if (found === undefined) throw new Error(`there is no image of ${name}`);
        return found;
    }

    async start(image, command) {
        const { Id: id } = await this.call('POST', '/containers/create', {
            Image: image,
            Entrypoint: command,
            Cmd: [],
            HostConfig: { NetworkMode: 'none' },
        });
        await this.call('POST', `/containers/${id}/start`);
        return id;
    }

    /** As `docker run --rm`: created, started, waited for, removed. */
    async run(image, command) {
        const id = await this.start(image, command);
        const { StatusCode: status } = await this.call('POST', `/containers/${id}/wait`);
        await this.remove(id);
        if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}`);
    }

    /** As `docker exec`: made, started, read to its end. */
    async exec(container, command) {
        const { Id: id } = await this.call('POST', `/containers/${container}/exec`, { Cmd: command, AttachStdout: true, AttachStderr: true });
        await this.call('POST', `/exec/${id}/start`, { Detach: false, Tty: false });
    }

    remove(container) {
        return this.call('DELETE', `/containers/${container}?force=true`);
    }
}
