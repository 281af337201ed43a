Feature: Registering a birth without a visit and without paper
  The hospital gives notice, the inquiries run by themselves, the parents choose a name,
  a clerk reviews and the registrar signs. Inquiries and payment are simulated.

  Background:
    Given the service "Birth registration" version 2 is published
    And today is 2026-11-21
    And "clerk" works in the group "ثبت احوال"
    And "colleague" works in the group "ثبت احوال"
    And "supervisor" works in the group "مأمور ثبت"
    And "citizen" works in the group "والدین"
    And "clerk" usually answers "Notice at the counter" with
      | Who gives notice?                               | hospital     |
      | Number of the birth certificate                 | H-1405-0012  |
      | Date of birth                                   | 2026-11-10   |
      | Sex of the child                                | girl         |
      | A doctor or licensed midwife attended the birth | yes          |
      | Mother's full name                              | سارا محمدی   |
      | Mother's national id                            | 9990001030   |
      | Father's full name                              | امید محمدی   |
      | Father's national id                            | 9990001091   |
      | Postal code of the home                         | 7134512345   |
    And "citizen" usually answers "Choose the name" with
      | Child's name                    | آوا |
      | Both parents agree on this name | yes |
    And "clerk" usually answers "Review the file" with
      | Is the file complete? | it is complete |
    And "supervisor" usually answers "Registrar decides and signs" with
      | Decision | I sign |
    And "supervisor" usually answers "Look into the delay" with
      | What held the case up, and what did you do? | پرونده از یاد رفته بود؛ امروز پیگیری شد. |

  Rule: In time it costs nothing

    Scenario: An ordinary birth
      When "clerk" begins a case
      Then the case waits at "Choose the name"
      And the case did not go through "Examine the possible duplicate"
      When "citizen" completes "Choose the name"
      Then the case waits at "Review the file"
      And the case went through "Inquire parents' identity (simulated)"
      And the case went through "Inquire the marriage (simulated)"
      And the case went through "Inquire the address (simulated)"
      And "Parents' identity (simulated)" is "confirmed"
      And "Last day to give notice" is "2026-11-25"
      When "clerk" completes "Review the file"
      Then the case waits at "Registrar decides and signs"
      When "supervisor" completes "Registrar decides and signs"
      Then the case is completed at "Birth certificate issued"
      And "Late fee (rials)" is "0"
      And rule 1 of "Work out the late fee" fired
      And "registration_number" is "DEMO-H-1405-0012"
      And the case did not go through "Pay the late fee (simulated)"
      And the record is whole

    Scenario: The hospital's message begins the case
      When "supervisor" sends the message "birth-notice" about "آوا محمدی" with
        | Who gives notice?                               | hospital    |
        | Number of the birth certificate                 | H-1405-0044 |
        | Date of birth                                   | 2026-11-10  |
        | Sex of the child                                | girl        |
        | A doctor or licensed midwife attended the birth | yes         |
        | Mother's full name                              | سارا محمدی  |
        | Mother's national id                            | 9990001030  |
        | Father's full name                              | امید محمدی  |
        | Father's national id                            | 9990001091  |
        | Postal code of the home                         | 7134512345  |
      Then the case waits at "Choose the name"
      And the case went through "Message from the hospital (simulated)"
      And the case did not go through "Notice at the counter"
      When the case goes on as usual to its end
      Then the case is completed at "Birth certificate issued"

    Scenario: The name is the parents' choice, in Persian script
      When "clerk" begins a case
      And "citizen" completes "Choose the name" with
        | Child's name | Ava |
      Then it is refused because "Write the name in Persian script"
      And nothing has changed
      When "citizen" completes "Choose the name" with
        | Child's name | آرتا |
      Then "Child's name" is "آرتا"

    Scenario: A national id with a wrong check digit is refused at its field
      When "clerk" begins a case with
        | Mother's national id | 9990001031 |
      Then it is refused because "national ID"

  Rule: After the deadline a fee is due, by the table of 2014-08-27

    Scenario Outline: The fee follows the delay
      When "clerk" begins a case with
        | Date of birth | <born> |
      And the case goes on as usual to its end
      Then "Last day to give notice" is "<last day>"
      And "Late fee (rials)" is "<fee>"

      Examples: in time
        | born       | last day   | fee |
        | 2026-11-10 | 2026-11-25 | 0   |
        | 2026-11-06 | 2026-11-21 | 0   |
        | 2026-11-05 | 2026-11-21 | 0   |

      Examples: up to one month late
        | born       | last day   | fee     |
        | 2026-11-04 | 2026-11-19 | 100,000 |
        | 2026-10-06 | 2026-10-21 | 100,000 |

      Examples: one to three months late
        | born       | last day   | fee     |
        | 2026-10-05 | 2026-10-20 | 150,000 |
        | 2026-08-06 | 2026-08-22 | 150,000 |

      Examples: three to six months late
        | born       | last day   | fee     |
        | 2026-08-05 | 2026-08-20 | 250,000 |
        | 2026-05-06 | 2026-05-21 | 250,000 |

      Examples: later
        | born       | last day   | fee     |
        | 2026-05-05 | 2026-05-20 | 500,000 |

    Scenario: A late birth is registered when the fee is paid
      When "clerk" begins a case with
        | Date of birth | 2026-10-06 |
      And the case goes on as usual to its end
      Then the case waits at "Pay the late fee (simulated)"
      When "citizen" completes "Pay the late fee (simulated)" with
        | Payment reference | 140500112233 |
      Then the case is completed at "Birth certificate issued"

    Scenario: A delay of the office is not billed
      When "clerk" begins a case with
        | Date of birth | 2026-11-06 |
      And 40 days pass
      And the case goes on as usual to its end
      Then "Late fee (rials)" is "0"
      And the case is completed at "Birth certificate issued"

    Scenario: A day off at the end moves the deadline by itself
      When "clerk" begins a case with
        | Date of birth | 2026-11-05 |
      And the case goes on as usual to "Review the file"
      Then "Last day to give notice" is "2026-11-21"
      When the case goes on as usual to its end
      Then "Late fee (rials)" is "0"

    Scenario: The clerk corrects the deadline when a new holiday was announced
      When "clerk" begins a case with
        | Date of birth | 2026-11-04 |
      And the case goes on as usual to "Review the file"
      And "clerk" completes "Review the file" with
        | Last day to give notice | 2026-11-21 |
      And the case goes on as usual to its end
      Then "Late fee (rials)" is "0"

  Rule: The office has ten working days, and is reminded before they are over

    Scenario: Reminders at half and at four fifths of the time, then the registrar looks into it
      When "clerk" begins a case
      And 3 working days pass
      Then the case did not go through "Remind the clerk (simulated)"
      When 2 working days pass
      Then the case went through "Remind the clerk (simulated)"
      And the case did not go through "Remind the registrar (simulated)"
      When 3 working days pass
      Then the case went through "Remind the registrar (simulated)"
      And the case waits at "Choose the name"
      When 2 working days pass
      Then the case waits at "Choose the name" and "Look into the delay"
      When "supervisor" completes "Look into the delay"
      And the case goes on as usual to its end
      Then the case is completed at "Birth certificate issued"
      And the record is whole

    Scenario: What is done in time is not reminded of
      When "clerk" begins a case
      And 3 working days pass
      And the case goes on as usual to its end
      And 10 working days pass
      Then the case is completed at "Birth certificate issued"
      And the case did not go through "Remind the clerk (simulated)"

  Rule: A registry that is silent holds nobody up

    Scenario: A person asks in another way after three tries
      Given the registry "Marriage of the parents" is down
      When "clerk" begins a case
      And "citizen" completes "Choose the name"
      Then nothing stands still
      And the case did not go through "Ask in another way"
      When 1 hours pass
      Then the case waits at "Ask in another way"
      When "clerk" completes "Ask in another way" with
        | Parents' identity (simulated) | confirmed                       |
        | Marriage (simulated)          | confirmed                       |
        | Address (simulated)           | confirmed                       |
        | How did you ask?              | تلفن به دفتر ازدواج، ساعت ۱۱:۲۰ |
      Then the case waits at "Review the file"
      When the case goes on as usual to its end
      Then the case is completed at "Birth certificate issued"

    Scenario: A slow registry is asked again
      Given the registry "Postal address" is slow
      When "clerk" begins a case
      And "citizen" completes "Choose the name"
      And 1 hours pass
      Then the case waits at "Review the file"
      And "Address (simulated)" is "confirmed"

  Rule: Where no doctor was present, two witnesses are heard

    Scenario: Each witness is heard for himself, at the same time
      When "clerk" begins a case with
        | A doctor or licensed midwife attended the birth | no |
      Then the case waits at "Choose the name" and "Name two witnesses"
      When "citizen" completes "Name two witnesses" with
        | First witness                     | نرگس رضایی، ۰۹۱۲۱۲۳۴۵۶۷ |
        | National id of the first witness  | 9990006113               |
        | Second witness                    | کاوه رضایی، ۰۹۱۲۱۲۳۴۵۶۸ |
        | National id of the second witness | 9990007225               |
      Then "Hear the witness" waits for 2 people
      When "clerk" completes "Hear the witness" with
        | What the witness said | در خانهٔ بهداشت روستا حاضر بودم و نوزاد را دیدم. |
      Then "Hear the witness" waits for 1 people
      When "colleague" completes "Hear the witness" with
        | What the witness said | همسایهٔ دیوار به دیوارم و شب ولادت آن‌جا بودم. |
      And "citizen" completes "Choose the name"
      Then the case waits at "Review the file"

  Rule: What is incomplete goes back with words, never to the beginning

    Scenario: Sent back, corrected and inquired again
      When "clerk" begins a case with
        | Postal code of the home | 9934512345 |
      And the case goes on as usual to "Review the file"
      Then "Address (simulated)" is "not found"
      When "clerk" completes "Review the file" with
        | Is the file complete? | send it back to the parents |
      Then the case waits at "Write what is missing"
      When "clerk" completes "Write what is missing" with
        | What is missing? | کد پستی در سامانه یافت نشد؛ آن را از روی قبض برق بنویسید. |
      Then the case waits at "Complete the answers"
      When "citizen" completes "Complete the answers" with
        | Mother's national id            | 9990001030 |
        | Father's national id            | 9990001091 |
        | Postal code of the home         | 7134512345 |
        | Child's name                    | آوا        |
        | Both parents agree on this name | yes        |
      Then the case waits at "Review the file"
      And "Address (simulated)" is "confirmed"
      When the case goes on as usual to its end
      Then the case is completed at "Birth certificate issued"

    Scenario: Nothing goes back without saying what is missing
      When "clerk" begins a case
      And the case goes on as usual to "Review the file"
      And "clerk" completes "Review the file" with
        | Is the file complete? | send it back to the parents |
      And "clerk" completes "Write what is missing"
      Then it is refused because "The answer is missing"
      And the case waits at "Write what is missing"

    Scenario: The registrar returns a file to review
      When "clerk" begins a case
      And the case goes on as usual to "Registrar decides and signs"
      And "supervisor" completes "Registrar decides and signs" with
        | Decision | I return it to review |
      Then the case waits at "Review the file"

  Rule: A refusal has a code, a reason in words and a way to appeal

    Scenario: Refused because the parents' identity is not confirmed
      When "clerk" begins a case with
        | Mother's national id | 9992001011 |
      And the case goes on as usual to "Registrar decides and signs"
      Then "Parents' identity (simulated)" is "not found"
      When "supervisor" completes "Registrar decides and signs" with
        | Decision | I refuse |
      Then the case waits at "Write the refusal"
      When "supervisor" completes "Write the refusal" with
        | Reason code of the refusal | parents' identity not confirmed (article 13)        |
        | Reason in plain words      | شمارهٔ ملی مادر در پایگاه هویت یافت نشد.            |
      Then the case waits at "Read the refusal and how to appeal"
      When "citizen" completes "Read the refusal and how to appeal" with
        | I have read the reason and how to appeal | yes |
      Then the case is completed at "Registration refused"
      And "Reason code of the refusal" is "parents' identity not confirmed (article 13)"
      And the case did not go through "Issue document number (simulated)"

    Scenario: The dispute board orders the registration
      When "clerk" begins a case with
        | Mother's national id | 9992001011 |
      And the case goes on as usual to "Registrar decides and signs"
      And "supervisor" completes "Registrar decides and signs" with
        | Decision | I refuse |
      And "supervisor" completes "Write the refusal" with
        | Reason code of the refusal | parents' identity not confirmed (article 13) |
        | Reason in plain words      | شمارهٔ ملی مادر در پایگاه هویت یافت نشد.     |
      And "citizen" completes "Read the refusal and how to appeal" with
        | I have read the reason and how to appeal | yes                           |
        | I appeal against this refusal            | yes                           |
        | Grounds of the appeal                    | شمارهٔ ملی تازه صادر شده است. |
      Then the case waits at "Decide the appeal"
      Given "colleague" works in the group "هیئت حل اختلاف"
      When "colleague" completes "Decide the appeal" with
        | Ruling of the board   | the birth is to be registered          |
        | Reasons of the ruling | شناسنامهٔ مادر دیده و هویت تأیید شد. |
      Then the case is completed at "Birth certificate issued"

    Scenario: The dispute board lets the refusal stand
      When "clerk" begins a case with
        | Mother's national id | 9992001011 |
      And the case goes on as usual to "Registrar decides and signs"
      And "supervisor" completes "Registrar decides and signs" with
        | Decision | I refuse |
      And "supervisor" completes "Write the refusal" with
        | Reason code of the refusal | parents' identity not confirmed (article 13) |
        | Reason in plain words      | شمارهٔ ملی مادر در پایگاه هویت یافت نشد.     |
      And "citizen" completes "Read the refusal and how to appeal" with
        | I have read the reason and how to appeal | yes |
        | I appeal against this refusal            | yes |
      Given "colleague" works in the group "هیئت حل اختلاف"
      When "colleague" completes "Decide the appeal" with
        | Ruling of the board   | the refusal stands                   |
        | Reasons of the ruling | هویت مادر با هیچ سندی روشن نشد. |
      Then the case is completed at "Refusal upheld"
      And the case went through "Serve the ruling (simulated)"

    Scenario: Nobody refuses without a reason
      When "clerk" begins a case
      And the case goes on as usual to "Registrar decides and signs"
      And "supervisor" completes "Registrar decides and signs" with
        | Decision | I refuse |
      And "supervisor" completes "Write the refusal" with
        | Reason code of the refusal | name not admissible (article 20) |
      Then it is refused because "The answer is missing"
      And the case waits at "Write the refusal"

  Rule: A birth is registered once

    Scenario: The same child again
      When "clerk" begins a case with
        | Number of the birth certificate | H-1405-0099 |
      Then the case waits at "Examine the possible duplicate"
      When "clerk" completes "Examine the possible duplicate" with
        | It is the child registered before | yes                                       |
        | How did you make sure?            | شمارهٔ گواهی، مادر و ساعت ولادت یکی است.  |
      Then the case is completed at "Already registered"
      And the case did not go through "Choose the name"

    Scenario: A twin is another child
      When "clerk" begins a case with
        | Number of the birth certificate | H-1405-0099 |
      And "clerk" completes "Examine the possible duplicate" with
        | It is the child registered before | no                                     |
        | How did you make sure?            | دوقلو است: ساعت ولادت ده دقیقه دیرتر.  |
      Then the case waits at "Choose the name"

  Rule: Everybody does their own part

    Scenario: A clerk does not sign for the registrar
      When "clerk" begins a case
      And the case goes on as usual to "Registrar decides and signs"
      And "clerk" completes "Registrar decides and signs"
      Then it is refused because "This task is for"
      And nothing has changed

    Scenario: A citizen does not see what is not hers
      When "clerk" begins a case
      And the case goes on as usual to "Review the file"
      Then "citizen" does not find "Review the file" in the inbox
      And "clerk" finds "Review the file" in the inbox
      When "citizen" completes "Review the file"
      Then it is refused because "There is no"

    Scenario: Another agency sees nothing of the case
      Given "clerk2" works in the group "ثبت احوال"
      When "clerk" begins a case
      And the case goes on as usual to "Review the file"
      Then "clerk" sees the case
      And "clerk2" does not see the case
      And "auditor2" does not see the case
      And "clerk2" does not find "Review the file" in the inbox
      When "clerk2" completes "Review the file"
      Then it is refused because "There is no"
      And nothing has changed
