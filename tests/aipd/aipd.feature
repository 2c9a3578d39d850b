# language: fr
Fonctionnalité: Une déléguée à la protection des données finit une AIPD dans l’après-midi
  Elle part d’un fichier à moitié rempli, apprend ce qui manque et à qui le demander, répond, et reçoit un projet complet.

  Scénario: Du fichier à moitié rempli au projet complet
    Étant donné le système « secure-reference », décrit à moitié
    Quand elle demande le projet d’AIPD
    Alors la commande a réussi
    Et le projet compte 11 questions répondues sur 18
    Et le projet demande « processing_activities » à « délégué à la protection des données »
    Et le projet demande « transparency.notice_items » à « délégué à la protection des données »
    Et le projet dit « Aucune activité de traitement n’est décrite. »
    Quand elle répond à ce qui lui est demandé avec « secure-reference »
    Et elle demande le projet d’AIPD
    Alors la commande a réussi
    Et le projet compte 18 questions répondues sur 18
    Et le projet ne demande plus rien
    Et le projet dit « Un jeu synthétique a été essayé »
    Et les avis et la décision restent aux personnes
    Et le fichier pour l’outil PIA suit le format et porte toutes les réponses
