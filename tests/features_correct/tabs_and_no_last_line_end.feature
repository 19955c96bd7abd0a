Feature: Looking up a user

	Scenario: A known user is found
		Given these users are registered:
		|	name	|	job	|
		|	Alice	|	Designer	|
		When someone looks up Alice
		Then the answer is Designer