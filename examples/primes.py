"""The sieve of Eratosthenes: `primes.py [LIMIT]`. Prints how many primes there are below it, and the last ones."""
import sys


def sieve(limit):
    prime = bytearray([1]) * limit
    prime[0:2] = b"\0\0"
    for number in range(2, int(limit ** 0.5) + 1):
        if prime[number]:
            for multiple in range(number * number, limit, number):
                prime[multiple] = 0
    return [number for number in range(limit) if prime[number]]


primes = sieve(int(sys.argv[1]) if len(sys.argv) > 1 else 1000000)
print(len(primes), primes[-5:])
